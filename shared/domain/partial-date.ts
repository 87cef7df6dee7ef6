/** First day that a partial date may mean, comparable as a string. */
export const earliestDay = (date: string): string => date + '-01-01'.slice(date.length - 4);

/** Last day that a partial date may mean, comparable as a string. */
export const latestDay = (date: string): string =>
  date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date;
