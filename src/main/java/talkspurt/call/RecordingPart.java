package talkspurt.call;

import java.time.Instant;
import java.util.List;
import java.util.Set;

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
 * @param uploads whether it is brought to a bucket once it has ended, and is ready when it is there
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
    String stored,
    boolean uploads) {

  /** Why a part has ended whose writer was killed: it may be longer than was told, and has no length. */
  public static final String CUT = "cut";

  private static final Set<String> NOT_RECORDED = Set.of("disk-full", "failed");

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
        stored, uploads);
  }

  /** Whether it was told how it ended, which was by a kill. */
  public boolean cut() {
    return !open() && reason.equals(CUT);
  }

  /** Whether it can be had, all of it. */
  public boolean ready() {
    boolean whole = !open() && !uploads && !file.isEmpty() && !NOT_RECORDED.contains(reason);
    return whole || !stored.isEmpty();
  }

  /** Whether it ends before its call does because no more can be recorded. */
  public boolean failed() {
    return !open() && (file.isEmpty() || NOT_RECORDED.contains(reason));
  }

  /** The same, ended: whoever wrote it was killed, and told nothing. */
  public RecordingPart cutOff() {
    return after(News.ENDED, CUT, 0);
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
        trace, place, uploads);
  }

  /** The same, which is brought to a bucket, or not. */
  public RecordingPart uploads(boolean whether) {
    return new RecordingPart(
        number, news, reason, startedAt, line, node, file, rateHz, samples, silenced, lost, gaps,
        trace, stored, whether);
  }
}
