import { describe, expect, it } from 'vitest';
import { failureOfLoad } from '../../../electron/main/capture-failures.ts';

describe('failureOfLoad', () => {
  it.each([
    [-106, 'ERR_INTERNET_DISCONNECTED', 'io', 'This computer is offline.'],
    [-105, 'ERR_NAME_NOT_RESOLVED', 'io', 'There is no example.org:8080. Check the spelling'],
    [-102, 'ERR_CONNECTION_REFUSED', 'io', 'example.org:8080 refuses connections'],
    [-118, 'ERR_CONNECTION_TIMED_OUT', 'timeout', 'did not answer in time. Try again later.'],
    [-310, 'ERR_TOO_MANY_REDIRECTS', 'io', 'redirects in a circle'],
    [-200, 'ERR_CERT_COMMON_NAME_INVALID', 'io', 'The certificate of example.org:8080 is made out to another name.'],
    [-201, 'ERR_CERT_DATE_INVALID', 'io', 'has expired, or this computer’s clock is wrong'],
    [-202, 'ERR_CERT_AUTHORITY_INVALID', 'io', 'is not issued by anyone this computer trusts'],
    [-207, 'ERR_CERT_INVALID', 'io', 'is not valid (ERR_CERT_INVALID)'],
    [-999, 'ERR_SOMETHING_NEW', 'io', 'example.org:8080 could not be loaded: ERR_SOMETHING_NEW. Try again later.'],
  ])('puts %i (%s) into words', (code, description, kind, words) => {
    const failure = failureOfLoad(code, description, 'https://example.org:8080/page');
    expect(failure.code).toBe(kind);
    expect(failure.message).toContain(words);
  });
});
