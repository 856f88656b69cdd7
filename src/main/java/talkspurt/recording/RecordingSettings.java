package talkspurt.recording;

import static talkspurt.settings.Bounds.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How recordings are kept.
 *
 * @param folder where
 * @param format how they are encoded
 * @param tracks 2: caller and bot; 3: the caller without the bot's echo as well
 * @param trace whether a trace is written beside the sound
 * @param queue how much of a call may wait for a slow disk
 * @param minFreeBytes what has to stay free on the disk of the folder
 * @param keys that files are encrypted with
 * @param bucket where they are brought after the call; empty: they stay
 */
public record RecordingSettings(
    Path folder,
    RecordingFormat format,
    int tracks,
    boolean trace,
    Duration queue,
    long minFreeBytes,
    RecordingKeys keys,
    Optional<BucketSettings> bucket) {

  private static final long MIB = 1 << 20;
  private static final int MAX_MIB = 1 << 20;

  public RecordingSettings {
    within("tracks", tracks, 2, 3);
    within("queue", queue, 1000, 60_000);
    within("min-free", (int) Math.min(Integer.MAX_VALUE, minFreeBytes / MIB), 1, MAX_MIB);
  }

  /** Two tracks, without encryption and bucket. */
  public RecordingSettings(
      Path folder, RecordingFormat format, boolean trace, Duration queue, long minFreeBytes) {
    this(folder, format, 2, trace, queue, minFreeBytes, RecordingKeys.NONE, Optional.empty());
  }
}
