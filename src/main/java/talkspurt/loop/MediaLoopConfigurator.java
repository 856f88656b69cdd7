package talkspurt.loop;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import talkspurt.telemetry.NanoClock;

/**
 * Makes a {@link MediaLoop} the executor of a dispatcher: {@code executor =
 * "talkspurt.loop.MediaLoopConfigurator"}. The loop lives while the dispatcher has actors.
 */
public final class MediaLoopConfigurator extends ExecutorServiceConfigurator {

  /** Called by Akka. */
  public MediaLoopConfigurator(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    return () -> new MediaLoop(id, threads, NanoClock.system());
  }
}
