package talkspurt.recording;

import java.time.Instant;
import java.util.List;

/** What becomes of a file of a recording. */
public sealed interface RecordingNews {

  /** Which file of the call it is, from 1. */
  int part();

  /**
   * It is there.
   *
   * @param at when its first sample was heard
   * @param file below the folder of recordings
   * @param trace the same of its trace; empty where there is none
   */
  record Started(int part, Instant at, String file, String trace, int rateHz)
      implements RecordingNews {}

  /**
   * Nothing is added to it any more. Lengths are in samples.
   *
   * @param why it ends
   * @param file empty where none could be made
   * @param trace empty where there is none
   * @param silenced silence in place of sound that was not to be kept
   * @param lost silence in place of sound that could not be written in time
   * @param gaps where that is; only the first of them where there are many
   */
  record Ended(
      int part,
      Instant at,
      RecordingEnd why,
      String file,
      String trace,
      int rateHz,
      long samples,
      long silenced,
      long lost,
      List<Gap> gaps)
      implements RecordingNews {}

  /** Silence in place of sound that was lost; both in samples. */
  record Gap(long at, long samples) {}
}
