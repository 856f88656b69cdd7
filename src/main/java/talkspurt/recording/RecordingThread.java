package talkspurt.recording;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Threads that recordings are written, uploaded and told of on: they do not keep the process alive. */
public final class RecordingThread {

  private RecordingThread() {}

  /** One of this name. */
  public static ScheduledExecutorService named(String name) {
    return Executors.newSingleThreadScheduledExecutor(work -> {
      Thread one = new Thread(work, name);
      one.setDaemon(true);
      return one;
    });
  }
}
