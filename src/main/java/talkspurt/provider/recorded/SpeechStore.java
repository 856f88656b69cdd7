package talkspurt.provider.recorded;

import static talkspurt.settings.Bounds.within;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of syntheses, up to so many bytes; those not used for longest go first. A file is there
 * whole or not at all. Blocks; thread-safe.
 */
public final class SpeechStore {

  private static final Logger LOG = LoggerFactory.getLogger(SpeechStore.class);
  private static final String ENDING = ".wav";
  private static final Duration SWEPT_AFTER = Duration.ofHours(1);

  private final Path directory;
  private final long maxBytes;
  private final InstantSource clock;
  private final Map<String, Long> bytesByKey = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private SpeechStore(Path directory, long maxBytes, InstantSource clock) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /** A store in a directory, which is made; an {@link IllegalArgumentException} where it cannot be used. */
  public static SpeechStore open(Path directory, int maxMegabytes, InstantSource clock) {
    checkSize(maxMegabytes);
    SpeechStore store = new SpeechStore(directory, maxMegabytes * (1L << 20), clock);
    try {
      Files.createDirectories(directory);
      if (!Files.isWritable(directory)) {
        throw new IOException("not writable");
      }
      store.sweep();
      store.find();
    } catch (IOException unusable) {
      throw new IllegalArgumentException(
          "directory is " + directory + " (" + unusable.getMessage()
              + "); allowed: a directory that can be written to",
          unusable);
    }
    return store;
  }

  /** What a process that was killed had not written to its end; others may be writing now. */
  private void sweep() throws IOException {
    FileTime old = FileTime.from(clock.instant().minus(SWEPT_AFTER));
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, "part-*.tmp")) {
      for (Path part : parts) {
        if (isOlder(part, old)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  /** Whether a file was last written before; one that its writer has moved meanwhile was not. */
  static boolean isOlder(Path part, FileTime than) throws IOException {
    try {
      return Files.getLastModifiedTime(part).compareTo(than) < 0;
    } catch (NoSuchFileException complete) {
      return false;
    }
  }

  /** Refuses what {@link #open} would refuse, and neither makes nor changes anything. */
  public static void check(Path directory, int maxMegabytes) {
    checkSize(maxMegabytes);
    Path there = directory.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new IllegalArgumentException(
          "directory is " + directory + "; allowed: a directory that can be made and written to");
    }
  }

  private static void checkSize(int maxMegabytes) {
    within("max-megabytes", maxMegabytes, 1, 1_000_000);
  }

  private synchronized void find() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}\\.wav"))
          .forEach(found::add);
    }
    Map<Path, FileTime> used = new HashMap<>();
    Map<Path, Long> sizes = new HashMap<>();
    for (Path file : found) {
      try {
        used.put(file, Files.getLastModifiedTime(file));
        sizes.put(file, Files.size(file));
      } catch (NoSuchFileException goneMeanwhile) {
        used.remove(file); // another node shares the directory
      }
    }
    found.retainAll(sizes.keySet());
    found.sort(Comparator.comparing(used::get));
    for (Path file : found) {
      String name = file.getFileName().toString();
      add(name.substring(0, name.length() - ENDING.length()), sizes.get(file));
    }
    evict();
  }

  /** A synthesis that is there. */
  Optional<SpeechFile> read(String key) {
    synchronized (this) {
      if (bytesByKey.get(key) == null) {
        return Optional.empty();
      }
    }
    try {
      Path file = file(key);
      Optional<SpeechFile> speech = SpeechFile.decode(Files.readAllBytes(file));
      if (speech.isPresent()) {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        return speech;
      }
      LOG.warn("{} is not a file of this cache and is removed", file);
    } catch (IOException gone) {
      LOG.info("a cached sentence is gone: {}", gone.getMessage());
    }
    remove(key);
    return Optional.empty();
  }

  /** Keeps a synthesis. What cannot be written is not kept. */
  void write(String key, SpeechFile speech) {
    byte[] content = speech.encode();
    if (content.length > maxBytes) {
      return;
    }
    try {
      Path part = Files.createTempFile(directory, "part-", ".tmp");
      try {
        Files.write(part, content);
        keep(key, part, content.length);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException full) {
      LOG.warn("a sentence cannot be cached: {}", full.toString());
    }
  }

  /** In one step for whoever reads: a file that can be seen is counted as used. */
  private synchronized void keep(String key, Path part, long size) throws IOException {
    Files.move(part, file(key), StandardCopyOption.ATOMIC_MOVE);
    add(key, size);
    evict();
  }

  private synchronized void add(String key, long size) {
    Long before = bytesByKey.put(key, size);
    bytes += size - (before == null ? 0 : before);
  }

  private synchronized void evict() {
    List<String> oldest = new ArrayList<>();
    long left = bytes;
    for (Map.Entry<String, Long> entry : bytesByKey.entrySet()) {
      if (left <= maxBytes) {
        break;
      }
      left -= entry.getValue();
      oldest.add(entry.getKey());
    }
    oldest.forEach(this::remove);
  }

  private synchronized void remove(String key) {
    Long size = bytesByKey.remove(key);
    bytes -= size == null ? 0 : size;
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException stays) {
      LOG.warn("a cached sentence cannot be removed: {}", stays.toString());
    }
  }

  private Path file(String key) {
    return directory.resolve(key + ENDING);
  }
}
