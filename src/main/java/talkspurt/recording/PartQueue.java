package talkspurt.recording;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Parts of recordings of which their calls are still to be told, and which may have to be brought to a bucket first, or to be deleted here because they
 * are there: an empty file for each, which outlives this process, in a folder of this node's own. Thread-safe.
 *
 * <p>A part is named by its day and the beginning of the names of its files: {@code 2026-11-30/CALL-1}.
 */
public final class PartQueue {

  private static final String SLASH = "!";

  private final Path folder;
  private final Path waiting;
  private final Path stored;

  /**
   * Of a node.
   *
   * @param folder of recordings
   * @param node as it is called after a restart, too
   */
  public PartQueue(Path folder, String node) {
    this.folder = folder;
    Path own = folder.resolve(".uploads").resolve(node.replaceAll("[^A-Za-z0-9.-]", "_"));
    waiting = own.resolve("waiting");
    stored = own.resolve("stored");
  }

  /**
   * A part in the queue.
   *
   * @param part its name
   * @param since when it has been there
   */
  public record Entry(String part, Instant since) {}

  /** Which part a file is of: {@code DAY/CALL-1} of {@code DAY/CALL-1.flac}. */
  public static String part(String file) {
    int end = file.indexOf('.', file.indexOf('/') + 1);
    return end < 0 ? file : file.substring(0, end);
  }

  /** Names of the files of a part that are here. */
  public List<String> files(String part) throws IOException {
    Path own = folder.resolve(part);
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(own.getParent())) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(own.getParent(), own.getFileName() + ".*")) {
        for (Path file : files) {
          names.add(own.getParent().getFileName() + "/" + file.getFileName());
        }
      }
    }
    names.sort(null);
    return names;
  }

  /** When something was last written to a file; the beginning of time where it is not here. */
  public Instant written(String file) throws IOException {
    try {
      return Files.getLastModifiedTime(folder.resolve(file)).toInstant();
    } catch (NoSuchFileException deleted) {
      return Instant.EPOCH;
    }
  }

  /** Adds a part; one that is there stays as it is. */
  public void add(String part, Instant at) throws IOException {
    Files.createDirectories(waiting);
    try {
      Path made = Files.createFile(waiting.resolve(part.replace("/", SLASH)));
      Files.setLastModifiedTime(made, FileTime.from(at));
    } catch (FileAlreadyExistsException there) {
      // it waits already
    }
  }

  /** Parts that wait, the oldest first. */
  public List<Entry> waiting() throws IOException {
    return entries(waiting);
  }

  /** Parts that are in the bucket and still here, the oldest first. */
  public List<Entry> stored() throws IOException {
    return entries(stored);
  }

  private static List<Entry> entries(Path folder) throws IOException {
    List<Entry> all = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          try {
            all.add(new Entry(
                file.getFileName().toString().replace(SLASH, "/"),
                Files.getLastModifiedTime(file).toInstant()));
          } catch (NoSuchFileException gone) {
            // taken out meanwhile
          }
        }
      }
    }
    all.sort(Comparator.comparing(Entry::since).thenComparing(Entry::part));
    return all;
  }

  /** A part is in the bucket from now on, and waits for being deleted here. */
  public void stored(String part, Instant at) throws IOException {
    Files.createDirectories(stored);
    Path from = waiting.resolve(part.replace("/", SLASH));
    Files.setLastModifiedTime(from, FileTime.from(at));
    Files.move(from, stored.resolve(part.replace("/", SLASH)));
  }

  /** Nothing more is to be done for a part. */
  public void done(String part) throws IOException {
    Files.deleteIfExists(waiting.resolve(part.replace("/", SLASH)));
    Files.deleteIfExists(stored.resolve(part.replace("/", SLASH)));
  }
}
