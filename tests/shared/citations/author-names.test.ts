import { describe, expect, it } from 'vitest';
import { authorsNamed, isOffice } from '../../../shared/citations/author-names.ts';

const jane = { family: 'Doe', given: 'Jane' };
const todd = { family: 'Schmaderer', given: 'Todd' };

describe('authorsNamed', () => {
  it.each([
    ['Jane Doe', [jane]],
    ['Doe, Jane', [jane]],
    ['Jane Q. Doe', [{ family: 'Doe', given: 'Jane Q.' }]],
    ['Jane Doe and John Roe', [jane, { family: 'Roe', given: 'John' }]],
    ['Jane Doe, John Roe, and Ann Lee', [jane, { family: 'Roe', given: 'John' }, { family: 'Lee', given: 'Ann' }]],
    ['Jane Doe & John Roe', [jane, { family: 'Roe', given: 'John' }]],
    ['Doe, Jane; Roe, John', [jane, { family: 'Roe', given: 'John' }]],
    ['Doe, Jane and Roe, John', [jane, { family: 'Roe', given: 'John' }]],
    ['Chief Todd Schmaderer', [todd]],
    ['Todd Schmaderer, Chief of Police', [todd]],
    ['Sheriff Kevin McMahill', [{ family: 'McMahill', given: 'Kevin' }]],
    ['Sen. Deb Fischer', [{ family: 'Fischer', given: 'Deb' }]],
    ['Martin Luther King Jr.', [{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' }]],
    ['John Smith, Jr.', [{ family: 'Smith', given: 'John', suffix: 'Jr.' }]],
    ['Jane Doe, Ph.D.', [jane]],
    ['Chris Van Hollen', [{ family: 'Van Hollen', given: 'Chris' }]],
    ['Ludwig van Beethoven', [{ family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' }]],
    ['Oscar de la Hoya', [{ family: 'Hoya', given: 'Oscar', 'non-dropping-particle': 'de la' }]],
    ['Sheriff Lombardo', [{ family: 'Lombardo' }]],
    ['Omaha Police Department', [{ literal: 'Omaha Police Department' }]],
    ['Department of Homeland Security', [{ literal: 'Department of Homeland Security' }]],
    ['Department of Health and Human Services', [{ literal: 'Department of Health and Human Services' }]],
    ['Office of the Sheriff, Clark County', [{ literal: 'Office of the Sheriff, Clark County' }]],
    ['Clark County Sheriff’s Office', [{ literal: 'Clark County Sheriff’s Office' }]],
    ['American Civil Liberties Union', [{ literal: 'American Civil Liberties Union' }]],
    ['ACLU', [{ literal: 'ACLU' }]],
    ['KETV 7', [{ literal: 'KETV 7' }]],
    ['press@omaha.gov', [{ literal: 'press@omaha.gov' }]],
    ['José Ángel Núñez', [{ family: 'Núñez', given: 'José Ángel' }]],
    ['', []],
    ['   ', []],
  ] as const)('reads %j', (line, names) => {
    expect(authorsNamed(line)).toEqual(names);
  });

  it('takes the name of a known body for one', () => {
    expect(authorsNamed('Voces Unidas', new Set(['voces unidas']))).toEqual([{ literal: 'Voces Unidas' }]);
  });
});

describe('isOffice', () => {
  it.each([
    ['The Chief of Police', true],
    ['The Acting Deputy Attorney General', true],
    ['The Sheriff of Alder County', true],
    ['Public Information Office', true],
    ['County Counsel', true],
    ['Omaha Police Department', false],
    ['Office of the Attorney General of Nebraska', false],
    ['Sheriff’s Office', false],
    ['Secretary Noem', false],
  ])('of %j is %s', (literal, expected) => {
    expect(isOffice({ literal })).toBe(expected);
  });

  it('is never said of a person', () => {
    expect(isOffice({ family: 'Chief' })).toBe(false);
  });
});
