package talkspurt.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a server on this machine that can be cut, or can swallow what is sent, and be mended. */
public final class CutWire implements AutoCloseable {

  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int to;
  private final int port;
  private ServerSocket door;
  private boolean frozen;

  public CutWire(int to) {
    this.to = to;
    this.door = open(0);
    this.port = door.getLocalPort();
  }

  /** Where to connect to. */
  public int port() {
    return port;
  }

  /** All connections break, and no new one is taken. */
  public synchronized void cut() {
    close(door);
    sockets.forEach(CutWire::close);
  }

  /** Connections stay and new ones are taken, but nothing comes through until it is mended. */
  public synchronized void freeze() {
    frozen = true;
  }

  /** As new; what was frozen in it comes through after all. */
  public synchronized void mend() {
    frozen = false;
    notifyAll();
    if (door.isClosed()) {
      door = open(port);
    }
  }

  private ServerSocket open(int at) {
    try {
      ServerSocket opened = new ServerSocket(at, 50, InetAddress.getLoopbackAddress());
      start(() -> accept(opened));
      return opened;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  private void accept(ServerSocket at) {
    try {
      while (true) {
        Socket near = at.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        if (admits(at, near, far)) {
          start(() -> carry(near, far));
          start(() -> carry(far, near));
        }
      }
    } catch (IOException closed) {
      close(at);
    }
  }

  /** One that came in the moment of a cut is cut, too. */
  private synchronized boolean admits(ServerSocket at, Socket near, Socket far) {
    if (at.isClosed()) {
      close(near);
      close(far);
      return false;
    }
    sockets.add(near);
    sockets.add(far);
    return true;
  }

  private void carry(Socket from, Socket into) {
    byte[] some = new byte[8192];
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int size = in.read(some); size >= 0; size = in.read(some)) {
        awaitMended();
        out.write(some, 0, size);
      }
    } catch (IOException | InterruptedException broken) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
    }
  }

  private synchronized void awaitMended() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception closedAlready) {
      throw new IllegalStateException(closedAlready);
    }
  }

  @Override
  public void close() {
    mend();
    cut();
  }
}
