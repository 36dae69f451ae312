/** The thinking times of a conversation, in seconds, as its metadata holds them. */

/** The metadata holds at most this many single times. Total, average and count cover all answers. */
const MAX_TIMES = 2000;

/** The figures in the metadata; zeros where there are none. */
export function thinking(metadata) {
  const times = Array.isArray(metadata?.thinkingTimes) ? metadata.thinkingTimes.filter(Number.isFinite) : [];
  const number = (value, otherwise) => (Number.isFinite(value) ? value : otherwise);
  const sum = times.reduce((total, time) => total + time, 0);
  const total = number(metadata?.totalThinkingTime, sum);
  const count = number(metadata?.responseCount, times.length);
  return {
    thinkingTimes: times,
    averageThinkingTime: number(metadata?.averageThinkingTime, count ? rounded(total / count) : 0),
    totalThinkingTime: total,
    responseCount: count,
  };
}

/** The figures after one more answer that took `seconds`. */
export function withThinkingTime(before, seconds) {
  const total = rounded(before.totalThinkingTime + seconds);
  const count = before.responseCount + 1;
  return {
    thinkingTimes: [...before.thinkingTimes, rounded(seconds)].slice(-MAX_TIMES),
    averageThinkingTime: rounded(total / count),
    totalThinkingTime: total,
    responseCount: count,
  };
}

function rounded(seconds) {
  return Math.round(seconds * 100) / 100;
}
