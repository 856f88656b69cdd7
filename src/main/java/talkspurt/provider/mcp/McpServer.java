package talkspurt.provider.mcp;

import akka.actor.typed.ActorSystem;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.transport.Backoff;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.McpMetrics;
import talkspurt.telemetry.NanoClock;

/**
 * An MCP server, to which this node has one connection for all its calls. A server that is away has no tools, and is looked for
 * again with growing pauses. Thread-safe.
 */
public final class McpServer implements AutoCloseable {

  /** Has something done later. */
  interface Later {
    void run(Duration delay, Runnable work);
  }

  private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);
  private static final Duration CHANGED_TOGETHER = Duration.ofMillis(300);
  private static final int LINES_A_MINUTE = 6;

  private final McpSettings settings;
  private final Function<McpLink.Listener, McpLink> links;
  private final Later later;
  private final McpMetrics metrics;
  private final NanoClock clock;
  private final Backoff backoff;
  private final RequestLimit limit;
  private final LimitedLog log;
  private final CompletableFuture<Void> tried = new CompletableFuture<>();

  /** Counts connections: what an earlier one tells is of no matter. */
  private int number;

  private McpLink link;
  private boolean up;
  private boolean started;
  private boolean closed;
  private boolean listing;
  private int underWay;
  private long upSince;
  private List<RemoteTool> tools = List.of();
  private Optional<ProviderFailure> failure = Optional.empty();

  McpServer(
      McpSettings settings,
      Function<McpLink.Listener, McpLink> links,
      Later later,
      McpMetrics metrics,
      NanoClock clock) {
    this.settings = settings;
    this.links = links;
    this.later = later;
    this.metrics = metrics;
    this.clock = clock;
    this.backoff = new Backoff(
        settings.retryAfter(), settings.maxRetryAfter(), Integer.MAX_VALUE, Duration.ofDays(1));
    this.limit = new RequestLimit(settings.maxRequests(), settings.answerTimeout());
    this.log = new LimitedLog(clock, LINES_A_MINUTE);
    metrics.known(settings.name());
  }

  /** A server that is not connected to before {@link #start}. */
  public static McpServer create(ActorSystem<?> system, McpSettings settings, McpMetrics metrics) {
    RunningServer.of(system);
    return new McpServer(
        settings,
        listener -> SdkLink.to(settings, listener),
        (delay, work) -> later(system, delay, work),
        metrics,
        NanoClock.system());
  }

  private static void later(ActorSystem<?> system, Duration delay, Runnable work) {
    try {
      system.scheduler().scheduleOnce(delay, work, system.executionContext());
    } catch (IllegalStateException stopped) {
      LOG.debug("the node stops: nothing more is done about MCP servers");
    }
  }

  /** Connects, and stays connected from now on. Does nothing the second time. */
  public synchronized void start() {
    if (!started) {
      started = true;
      connect();
    }
  }

  /** Done once the server was reached for the first time, or was not. */
  public CompletionStage<Void> tried() {
    return tried.copy();
  }

  /** Why it is away; empty while it is there. */
  public synchronized Optional<ProviderFailure> failure() {
    return failure;
  }

  /** How it is asked. */
  public McpSettings settings() {
    return settings;
  }

  /** What it offers now; the same list as long as it is the same. */
  synchronized List<RemoteTool> tools() {
    return tools;
  }

  /**
   * Runs a tool, once.
   *
   * @return its result; fails with {@link NotSent} where the server was not asked
   */
  CompletionStage<McpSchema.CallToolResult> call(
      String tool, Map<String, Object> arguments, Map<String, Object> meta) {
    return limit.run(() -> send(tool, arguments, meta));
  }

  private CompletionStage<McpSchema.CallToolResult> send(
      String tool, Map<String, Object> arguments, Map<String, Object> meta) {
    McpLink asked;
    int own;
    synchronized (this) {
      if (!up) {
        return CompletableFuture.failedFuture(new NotSent("it is away"));
      }
      asked = link;
      own = number;
      underWay++;
    }
    return asked.call(tool, arguments, meta).whenComplete((result, thrown) -> {
      synchronized (this) {
        underWay--;
      }
      if (thrown != null && McpFaults.ofConnection(thrown)) {
        lost(own, McpFaults.failure(settings, thrown));
      }
    });
  }

  private synchronized void connect() {
    if (closed) {
      return;
    }
    int own = ++number;
    link = links.apply(new McpLink.Listener() {
      @Override
      public void changed() {
        McpServer.this.changed(own);
      }

      @Override
      public void gone(String why) {
        lost(own, McpFaults.gone(settings, why));
      }
    });
    link.open(RemoteTools.MAX_TOOLS + 1).whenComplete((listed, thrown) -> {
      if (thrown == null) {
        there(own, RemoteTools.of(listed));
      } else {
        lost(own, McpFaults.failure(settings, thrown));
      }
    });
  }

  private synchronized void there(int own, RemoteTools listed) {
    if (own != number || closed) {
      return;
    }
    up = true;
    upSince = clock.nanoTime();
    failure = Optional.empty();
    metrics.connected(settings.name(), true);
    take(listed);
    LOG.info(
        "MCP server {} is there with {} tools ({})",
        settings.name(),
        tools.size(),
        settings.address().shown());
    tried.complete(null);
    checkLater(own);
  }

  private void take(RemoteTools listed) {
    if (!listed.tools().equals(tools)) {
      tools = listed.tools();
      listed
          .leftOut()
          .forEach(line -> log.log(
              "left out",
              more -> LOG.warn(
                  "MCP server {} has a tool that cannot be used, {}{}",
                  settings.name(),
                  line,
                  more)));
    }
  }

  private void lost(int own, ProviderFailure why) {
    McpLink broken;
    synchronized (this) {
      if (own != number || closed) {
        return;
      }
      number++;
      broken = link;
      if (up) {
        metrics.connected(settings.name(), false);
        metrics.lost(settings.name());
        if (clock.nanoTime() - upSince > settings.maxRetryAfter().toNanos()) {
          backoff.reset();
        }
      }
      up = false;
      tools = List.of();
      failure = Optional.of(why);
      Duration pause = backoff.next(Duration.ZERO).orElseThrow();
      log.log(
          "lost",
          more -> LOG.warn(
              "MCP server {} is away, its tools are missing: {}, {} ({}); next attempt in {} ms{}",
              settings.name(),
              why.kind().label(),
              why.detail(),
              why.address(),
              pause.toMillis(),
              more));
      later.run(pause, this::connect);
    }
    tried.complete(null);
    broken.close();
  }

  private synchronized void changed(int own) {
    if (own == number && up && !listing) {
      listing = true;
      later.run(CHANGED_TOGETHER, () -> list(own));
    }
  }

  private void checkLater(int own) {
    later.run(settings.checkEvery(), () -> {
      synchronized (this) {
        if (own != number || closed) {
          return;
        }
        checkLater(own);
        if (listing || underWay > 0) {
          return; // it is asked already, and may do one thing at a time
        }
        listing = true;
      }
      list(own);
    });
  }

  private void list(int own) {
    McpLink asked;
    synchronized (this) {
      listing = false;
      if (own != number || closed) {
        return;
      }
      asked = link;
    }
    asked.list(RemoteTools.MAX_TOOLS + 1).whenComplete((listed, thrown) -> {
      if (thrown == null) {
        RemoteTools read =
            RemoteTools.of(listed); // takes a while; calls ask for the tools meanwhile
        synchronized (this) {
          if (own == number && up) {
            take(read);
          }
        }
      } else {
        lost(own, McpFaults.failure(settings, thrown));
      }
    });
  }

  /** Ends the connection, and the program if it is one. */
  @Override
  public void close() {
    McpLink last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (up) {
        metrics.connected(settings.name(), false);
      }
      up = false;
      tools = List.of();
      last = link;
    }
    tried.complete(null);
    if (last != null) {
      last.close();
    }
  }
}
