package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import talkspurt.fake.SharedPostgres;

class PoolerCheckTest {

  private static boolean behindPooler(int port) {
    return PoolerCheck.behindPooler(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable&connectTimeout=5",
        "postgres",
        "");
  }

  @Test
  void theServerItselfIsNoPooler() {
    assertThat(behindPooler(SharedPostgres.server().getPort())).isFalse();
  }

  @Test
  void whoeverNamesAProcessOfItsOwnIsAPooler() throws IOException {
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread pooler = new Thread(() -> serve(door), "pooler");
      pooler.start();
      assertThat(behindPooler(door.getLocalPort())).isTrue();
    }
  }

  @Test
  void whereNobodyAnswersNothingIsFound() throws IOException {
    int free;
    try (ServerSocket closed = new ServerSocket(0)) {
      free = closed.getLocalPort();
    }
    assertThat(behindPooler(free)).isFalse();
  }

  /** One connection, as a pooler makes it: the server's, with a key of its own. */
  private static void serve(ServerSocket door) {
    try (Socket client = door.accept();
        Socket server =
            new Socket(InetAddress.getLoopbackAddress(), SharedPostgres.server().getPort())) {
      Thread up = new Thread(() -> copy(client, server), "to-server");
      up.start();
      answers(new DataInputStream(server.getInputStream()), client.getOutputStream());
    } catch (IOException over) {
      // the client has what it wanted
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException over) {
      // both are closed
    }
  }

  /** Each message is a kind, a length that counts itself, and what it holds; K is the key. */
  private static void answers(DataInputStream in, OutputStream to) throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    try {
      while (true) {
        byte kind = in.readByte();
        int length = in.readInt();
        byte[] body = in.readNBytes(length - Integer.BYTES);
        if (kind == 'K') {
          body[0] ^= 0x55;
        }
        out.writeByte(kind);
        out.writeInt(length);
        out.write(body);
        out.flush();
      }
    } catch (EOFException over) {
      // the server is done
    }
  }
}
