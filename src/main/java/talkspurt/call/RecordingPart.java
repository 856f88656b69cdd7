package talkspurt.call;

import java.time.Instant;
import java.util.List;

/**
 * One file of a call's recording, as far as it is known; all lengths are in samples at its rate.
 *
 * @param number of the file within the call, from 1
 * @param news what happened to it last
 * @param reason why that happened, in one word
 * @param startedAt when its first sample was heard
 * @param line which line it was heard on
 * @param node which node wrote it
 * @param file where, below the folder of that node's recordings; empty where no file could be made
 * @param rateHz samples per second; 0 without a file
 * @param samples how long it is, or was when that happened
 * @param silenced how much of that is silence in place of sound that was not to be kept
 * @param lost how much is silence in place of sound that could not be written in time
 * @param gaps where that is; only the first of them where there are many
 * @param trace the file of what hearing made of it, below the same folder; empty without one
 * @param stored where it was brought after the call, for people; empty where it was not
 */
public record RecordingPart(
    int number,
    News news,
    String reason,
    Instant startedAt,
    String line,
    String node,
    String file,
    int rateHz,
    long samples,
    long silenced,
    long lost,
    List<Gap> gaps,
    String trace,
    String stored) {

  /** What happens to a recording. */
  public enum News {
    STARTED,
    PAUSED,
    RESUMED,
    ENDED
  }

  /** Silence in place of sound that could not be written in time; both in samples. */
  public record Gap(long at, long samples) {}

  public RecordingPart {
    gaps = gaps == null ? List.of() : List.copyOf(gaps);
    trace = trace == null ? "" : trace;
    stored = stored == null ? "" : stored;
  }

  /** Whether it is written on. */
  public boolean open() {
    return news != News.ENDED;
  }

  /** The same after this happened to it. */
  public RecordingPart after(News next, String why, long length) {
    return new RecordingPart(
        number, next, why, startedAt, line, node, file, rateHz, length, silenced, lost, gaps, trace,
        stored);
  }

  /** What is known of it after later news: where it was brought stays known, and news of that end nothing. */
  RecordingPart then(RecordingPart later) {
    if (later.stored.isEmpty()) {
      return later.storedAt(stored);
    }
    return open() || !later.open() ? later : storedAt(later.stored);
  }

  /** The same, brought there. */
  public RecordingPart storedAt(String place) {
    return new RecordingPart(
        number, news, reason, startedAt, line, node, file, rateHz, samples, silenced, lost, gaps,
        trace, place);
  }
}
