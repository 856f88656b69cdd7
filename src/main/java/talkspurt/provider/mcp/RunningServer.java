package talkspurt.provider.mcp;

import akka.Done;
import akka.actor.typed.ActorSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The program of an MCP server while it runs. It ends with this process at the latest. */
final class RunningServer {

  private static final int EXIT_WITHIN_S = 1;
  private static final int GRACE_S = 2;
  private static final int NODE_ENDS_WITHIN_S = 600;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  private static final Set<ActorSystem<?>> NODES =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(RunningServer::endAll, "mcp-programs-end"));
  }

  private final Process process;

  RunningServer(Process process) {
    this.process = process;
    RUNNING.add(process);
    process.onExit().thenRun(() -> RUNNING.remove(process));
  }

  /** Programs of this node run until it has ended: calls that it finishes use their tools. */
  static void of(ActorSystem<?> node) {
    NODES.add(node);
  }

  /** Whether all programs end with this process now. */
  static boolean ending() {
    return ending;
  }

  private static void endAll() {
    if (RUNNING.isEmpty()) {
      return;
    }
    for (ActorSystem<?> node : List.copyOf(NODES)) {
      node.getWhenTerminated()
          .toCompletableFuture()
          .copy()
          .completeOnTimeout(Done.getInstance(), NODE_ENDS_WITHIN_S, TimeUnit.SECONDS)
          .join();
    }
    ending = true;
    RUNNING.forEach(RunningServer::kill);
  }

  /** Starts it with these variables in its environment and no others. */
  static RunningServer start(McpAddress.Program program) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.command()).redirectError(Redirect.PIPE);
    Map<String, String> environment = builder.environment();
    environment.clear();
    program.environment().forEach((name, value) -> environment.put(name, value.text()));
    return new RunningServer(builder.start());
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  InputStream output() {
    return process.getInputStream();
  }

  InputStream errors() {
    return process.getErrorStream();
  }

  /** How it came to its end, now that its output has; waits a little for that. */
  String ended() {
    try {
      return process.waitFor(EXIT_WITHIN_S, TimeUnit.SECONDS)
          ? "ended with status " + process.exitValue()
          : "closed its output";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "closed its output";
    }
  }

  /** Ends it: its input is closed, and whatever of it still runs after a while is killed. */
  void end() {
    List<ProcessHandle> below =
        process.descendants().toList(); // a shell may end before what it has started
    try {
      process.getOutputStream().close();
    } catch (IOException closed) {
      // it reads no more, which is what is wanted
    }
    process.onExit().orTimeout(GRACE_S, TimeUnit.SECONDS).whenComplete((over, late) -> {
      below.forEach(ProcessHandle::destroyForcibly);
      kill(process);
    });
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
