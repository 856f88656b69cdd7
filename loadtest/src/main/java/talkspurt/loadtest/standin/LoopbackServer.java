package talkspurt.loadtest.standin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small HTTP/1.1 server on loopback. Each connection has a thread that writes and waits, so that a peer
 * who does not read is felt at once.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;
  private static final int BACKLOG = 200;

  /** What answers requests. */
  public interface Service {
    /** Answers one request; to throw is to break off the connection. */
    void serve(HttpExchange exchange) throws IOException;
  }

  private final ServerSocket door;
  private final Service service;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private LoopbackServer(ServerSocket door, Service service) {
    this.door = door;
    this.service = service;
  }

  /** Listens on a free port from now on. */
  public static LoopbackServer start(String name, Service service) throws IOException {
    ServerSocket door = new ServerSocket();
    // what the kernel takes in passing is sound that nobody has asked for
    door.setReceiveBufferSize(BUFFER_BYTES);
    door.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    LoopbackServer server = new LoopbackServer(door, service);
    thread(name, server::accept);
    return server;
  }

  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket socket = door.accept();
        socket.setTcpNoDelay(true);
        socket.setSendBufferSize(BUFFER_BYTES);
        open.add(socket);
        thread(Thread.currentThread().getName() + "-" + socket.getPort(), () -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      for (HttpExchange next = HttpExchange.read(socket);
          next != null;
          next = HttpExchange.read(socket)) {
        service.serve(next);
        if (next.over()) return;
      }
    } catch (IOException gone) {
      // the peer has gone, or we broke off
    } finally {
      open.remove(socket);
    }
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) socket.close();
  }
}
