/**
 * Milliseconds of processor time that this thread has taken since it began. A test that holds work to a limit reads it
 * before and after: what other programs take of the machine meanwhile does not count.
 */
export function workTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
