package talkspurt.provider.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.text.OutsideText;

/**
 * Messages over a program's standard input and output, one a line. What stands between the messages is passed over, and what
 * the program says on its standard error goes to the log, some lines a minute. Tells once when the program is gone.
 *
 * <p>In place of the SDK's own, which hands all variables of this process on, reads lines of any length, keeps the JVM alive
 * and tells nobody when the program ends.
 */
final class ProgramTransport implements McpClientTransport {

  /** Starts the program. */
  interface Start {
    RunningServer start() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(ProgramTransport.class);
  private static final int MAX_WAITING = 1024;
  private static final int MAX_LOGGED = 300;
  private static final int MAX_STDERR_LINE = 4096;
  private static final int LINES_A_MINUTE = 20;
  private static final byte[] STOP = {};

  private final String name;
  private final Start start;
  private final McpJsonMapper json;
  private final int maxBytes;
  private final Consumer<String> gone;
  private final LimitedLog log = new LimitedLog(NanoClock.system(), LINES_A_MINUTE);
  private final BlockingQueue<byte[]> toSend = new LinkedBlockingQueue<>(MAX_WAITING);
  private RunningServer server;
  private boolean closed;
  private boolean told;

  /**
   * @param name of the server, for the log
   * @param maxBytes of one message of the program's
   * @param gone told once why the program, which nobody has closed, is gone
   */
  ProgramTransport(
      String name, Start start, McpJsonMapper json, int maxBytes, Consumer<String> gone) {
    this.name = name;
    this.start = start;
    this.json = json;
    this.maxBytes = maxBytes;
    this.gone = gone;
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return Mono.fromRunnable(() -> begin(handler));
  }

  private synchronized void begin(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    if (closed || server != null) {
      return;
    }
    try {
      server = start.start();
    } catch (IOException missing) {
      lost("cannot be started");
      return;
    }
    RunningServer running = server;
    thread("out", () -> read(running, handler));
    thread("err", () -> readErrors(running));
    thread("in", () -> write(running));
  }

  private void thread(String part, Runnable work) {
    Thread thread = new Thread(work, "mcp-" + name + "-" + part);
    thread.setDaemon(true);
    thread.start();
  }

  private void read(
      RunningServer running, Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    try {
      BoundedLines lines = new BoundedLines(running.output(), maxBytes);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (lines.cut()) {
          lost("a message is longer than max-bytes (" + maxBytes + ")");
          return;
        }
        message(line, handler);
      }
      lost(running.ended());
    } catch (IOException broken) {
      lost(running.ended());
    }
  }

  private void message(byte[] line, Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    if (line.length == 0) {
      return;
    }
    JSONRPCMessage message;
    try {
      message = McpSchema.deserializeJsonRpcMessage(json, new String(line, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException | StackOverflowError none) {
      log.log(
          "no message",
          more -> LOG.warn(
              "MCP server {} writes lines to its standard output that are not messages{}",
              name,
              more));
      return;
    }
    handler.apply(Mono.just(message)).onErrorComplete().subscribe();
  }

  private void readErrors(RunningServer running) {
    try {
      BoundedLines lines = new BoundedLines(running.errors(), MAX_STDERR_LINE);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        String text = OutsideText.forLog(OutsideText.decoded(line), MAX_LOGGED);
        if (!text.isBlank()) {
          log.log("stderr", more -> LOG.info("MCP server {} says: {}{}", name, text, more));
        }
      }
    } catch (IOException over) {
      LOG.debug("standard error of MCP server {} is closed", name);
    }
  }

  private void write(RunningServer running) {
    try (OutputStream input = running.input()) {
      for (byte[] next = toSend.take(); next != STOP; next = toSend.take()) {
        input.write(next);
        input.write('\n');
        input.flush();
      }
    } catch (IOException closedByPeer) {
      LOG.debug("MCP server {} reads no more", name);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.fromRunnable(() -> {
      try {
        String line = json.writeValueAsString(message); // has no line ends: JSON escapes them
        if (ended() || !toSend.offer(line.getBytes(StandardCharsets.UTF_8))) {
          throw new NotSent(name + " takes no more messages");
        }
      } catch (IOException unwritable) {
        throw new NotSent("the message cannot be written");
      }
    });
  }

  private synchronized boolean ended() {
    return closed || told;
  }

  private void lost(String why) {
    synchronized (this) {
      if (closed || told || RunningServer.ending()) {
        return;
      }
      told = true;
    }
    gone.accept(why);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(this::close);
  }

  /** Ends the program; does not wait for that. */
  @Override
  public void close() {
    RunningServer running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = server;
    }
    toSend.clear();
    toSend.offer(STOP);
    if (running != null) {
      running.end();
    }
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return json.convertValue(data, type);
  }

  /** Lines of a stream, of which only the beginning is kept where they are long. */
  private static final class BoundedLines {
    private static final int CHUNK = 8192;
    private final InputStream in;
    private final int max;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;
    private boolean cut;

    BoundedLines(InputStream in, int max) {
      this.in = in;
      this.max = max;
    }

    /** Whether the line that came last was longer. */
    boolean cut() {
      return cut;
    }

    /** The next without its end; null where there is none. */
    byte[] next() throws IOException {
      var line = new ByteArrayOutputStream();
      cut = false;
      boolean any = false;
      while (true) {
        if (at == end) {
          at = 0;
          end = in.read(chunk);
          if (end < 0) {
            end = 0;
            return any ? line.toByteArray() : null;
          }
        }
        any = true;
        byte next = chunk[at++];
        if (next == '\n') {
          return line.toByteArray();
        } else if (line.size() == max) {
          cut = true;
        } else {
          line.write(next);
        }
      }
    }
  }
}
