package talkspurt.loadtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;

/**
 * A short call of the load test with itself before the run, so that no figure of the first calls is
 * the time the JVM takes to load classes.
 */
final class SelfCalibration {
  private static final int FRAMES = 30;
  private static final int ID_BYTES = AudioSocketCodec.HEADER_BYTES + 16;

  private final RunPlan plan;

  SelfCalibration(RunPlan plan) {
    this.plan = plan;
  }

  void run() throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread engine = new Thread(() -> answer(server), "rehearsal");
      engine.setDaemon(true);
      engine.start();
      InetSocketAddress address =
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
      RunPlan oneCall = new RunPlan(
          address,
          Optional.empty(),
          Optional.empty(),
          1,
          1,
          0,
          plan.rateHz(),
          plan.script(),
          plan.echo(),
          Optional.empty());
      new Dialer(oneCall, new PrintWriter(Writer.nullWriter())).run();
    }
  }

  /** Sends back what it hears, and hangs up. */
  private void answer(ServerSocket server) {
    int frameBytes = AudioSocketCodec.HEADER_BYTES + 2 * plan.rateHz() / Script.FRAMES_PER_SECOND;
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      in.readNBytes(ID_BYTES);
      for (int i = 0; i < FRAMES; i++) out.write(in.readNBytes(frameBytes));
      out.write(new byte[AudioSocketCodec.HEADER_BYTES]);
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The rehearsal is cut short; the run itself will tell what is wrong.
    }
  }
}
