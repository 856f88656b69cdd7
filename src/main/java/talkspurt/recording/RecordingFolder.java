package talkspurt.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The folder of a node's recordings: a folder a day, and in it files whose names begin with the id of their call. Names
 * are {@code DAY/FILE}; whatever they are made of, they stay within the folder. Thread-safe.
 */
public record RecordingFolder(Path path) {

  /** A file of this name, where it is here. */
  public Optional<Path> find(String name) {
    try {
      return Optional.of(path.resolve(name).normalize())
          .filter(file -> file.startsWith(path) && Files.isRegularFile(file));
    } catch (InvalidPathException noName) {
      return Optional.empty();
    }
  }

  /**
   * Bytes of a file from a place on; fewer than asked for at its end.
   *
   * @throws NoSuchFileException where it is not here
   */
  public byte[] read(String name, long from, int count) throws IOException {
    Path file = find(name).orElseThrow(() -> new NoSuchFileException(name));
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes =
          ByteBuffer.allocate((int) Math.max(0, Math.min(count, channel.size() - from)));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
      byte[] read = new byte[bytes.position()];
      bytes.flip().get(read);
      return read;
    }
  }

  /** Names of all files of a call in the folders of these days. */
  public List<String> of(UUID call, LocalDate first, LocalDate last) throws IOException {
    List<String> names = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      Path folder = path.resolve(day.toString());
      if (!Files.isDirectory(folder)) {
        continue;
      }
      // an id is as long as any other: what stands behind it is never a part of another call's
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, call + "*")) {
        for (Path file : files) {
          names.add(day + "/" + file.getFileName());
        }
      } catch (NotDirectoryException | NoSuchFileException gone) {
        // deleted meanwhile
      }
    }
    return names;
  }

  /** Deletes all files of a call in the folders of these days, and tells how many those were. */
  public int delete(UUID call, LocalDate first, LocalDate last) throws IOException {
    int deleted = 0;
    for (String name : of(call, first, last)) {
      if (Files.deleteIfExists(path.resolve(name))) {
        deleted++;
      }
    }
    return deleted;
  }
}
