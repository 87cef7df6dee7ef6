import { describe, expect, it } from 'vitest';
import { parseLaunchArguments } from '../../../electron/main/launch-arguments.ts';

const NONE = { archive: null, open: null, directory: '/home/ana', sample: false };

describe('parseLaunchArguments', () => {
  it.each([
    ['nothing', [], NONE],
    ['an archive, made absolute', ['--archive', 'papers'], { ...NONE, archive: '/home/ana/papers' }],
    ['an absolute archive', ['--archive=/srv/papers'], { ...NONE, archive: '/srv/papers' }],
    ['a file to open, as given', ['--open', 'memo.pdf'], { ...NONE, open: 'memo.pdf' }],
    [
      "Chromium's flags, left alone",
      ['--no-sandbox', '--inspect=0', '/app', '--user-data-dir=/tmp/x', '--open', 'a', '--sample'],
      { ...NONE, open: 'a', sample: true },
    ],
    ['a flag without its value', ['--archive'], NONE],
  ])('reads %s', (_name, flags, expected) => {
    expect(parseLaunchArguments(['standpoint', ...flags], '/home/ana')).toEqual(expected);
  });
});
