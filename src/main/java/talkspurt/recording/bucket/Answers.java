package talkspurt.recording.bucket;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for answers, for a thread that may. */
final class Answers {

  private static final long OF_BUCKET_MIN = 100;

  private Answers() {}

  /** What the bucket answers; its own time-outs are shorter. */
  static <T> T ofBucket(CompletionStage<T> asked) throws IOException, InterruptedException {
    return within(asked, OF_BUCKET_MIN, TimeUnit.MINUTES);
  }

  /**
   * What is answered within a time.
   *
   * @throws BucketException where the bucket is the cause of a failure
   */
  static <T> T within(CompletionStage<T> asked, long time, TimeUnit unit)
      throws IOException, InterruptedException {
    try {
      return asked.toCompletableFuture().get(time, unit);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof BucketException ofBucket) {
        throw ofBucket;
      }
      throw new IOException(String.valueOf(failure.getCause()), failure.getCause());
    } catch (TimeoutException slow) {
      throw new IOException("no answer in " + time + " " + unit, slow);
    }
  }
}
