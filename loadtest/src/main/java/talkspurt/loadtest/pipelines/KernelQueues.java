package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel holds of the connections to a port of this machine: sent, and read by nobody yet. */
final class KernelQueues {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private KernelQueues() {}

  /** Bytes that wait on their way out of the server at this port, and on their way into its peers. */
  static long bytes(int port) throws IOException {
    long bytes = 0;
    for (Path table : TABLES) {
      if (!Files.isReadable(table)) continue;
      for (String line : Files.readAllLines(table)) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length < 5 || !fields[4].contains(":")) continue;
        String[] queues = fields[4].split(":");
        if (isPort(fields[1], port)) bytes += Long.parseLong(queues[0], 16);
        if (isPort(fields[2], port)) bytes += Long.parseLong(queues[1], 16);
      }
    }
    return bytes;
  }

  private static boolean isPort(String address, int port) {
    int colon = address.lastIndexOf(':');
    return colon >= 0 && address.substring(colon + 1).equalsIgnoreCase("%04X".formatted(port));
  }
}
