package talkspurt.provider.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is played within this process. */
final class PipedProgram extends Process {

  private static final int BUFFER = 65_536;

  final PipedInputStream stdin = new PipedInputStream(BUFFER);
  final PipedOutputStream stdout = new PipedOutputStream();
  final PipedOutputStream stderr = new PipedOutputStream();
  private final PipedOutputStream toStdin = new PipedOutputStream();
  private final PipedInputStream fromStdout = new PipedInputStream(BUFFER);
  private final PipedInputStream fromStderr = new PipedInputStream(BUFFER);
  final CompletableFuture<Process> exit = new CompletableFuture<>();

  PipedProgram() {
    try {
      toStdin.connect(stdin);
      fromStdout.connect(stdout);
      fromStderr.connect(stderr);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  void end() {
    exit.complete(this);
    try {
      stdout.close();
      stderr.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return toStdin;
  }

  @Override
  public InputStream getInputStream() {
    return fromStdout;
  }

  @Override
  public InputStream getErrorStream() {
    return fromStderr;
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return exit.copy();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return Stream.of();
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) {
    return exit.isDone();
  }

  @Override
  public int waitFor() {
    exit.join();
    return 3;
  }

  @Override
  public int exitValue() {
    return 3;
  }

  @Override
  public void destroy() {
    end();
  }

  @Override
  public Process destroyForcibly() {
    end();
    return this;
  }
}
