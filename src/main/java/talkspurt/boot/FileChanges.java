package talkspurt.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells once of each change of files, when they have been the same for two looks: whoever writes a file, or several,
 * has come to an end then. Thread-safe.
 */
final class FileChanges {

  /**
   * What a look sees of a file.
   *
   * @param place where it is, links followed: Kubernetes changes a folder of settings by a link
   * @param key of the file itself, where the system has one: editors write another and rename it
   */
  record Stamp(Path place, FileTime modified, long size, Optional<Object> key) {

    /** Of files that are there. */
    static Map<Path, Stamp> of(Collection<Path> files) {
      Map<Path, Stamp> stamps = new HashMap<>();
      for (Path file : files) {
        try {
          BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
          stamps.put(
              file,
              new Stamp(
                  file.toRealPath(),
                  seen.lastModifiedTime(),
                  seen.size(),
                  Optional.ofNullable(seen.fileKey())));
        } catch (IOException gone) {
          // one that is not there has no stamp
        }
      }
      return stamps;
    }
  }

  private Map<Path, Stamp> told;
  private Map<Path, Stamp> before;

  /** Changes from what is seen now. */
  FileChanges(Map<Path, Stamp> now) {
    told = Map.copyOf(now);
    before = told;
  }

  /** They are read as they are now, whoever asked for it. */
  synchronized void read(Map<Path, Stamp> now) {
    told = Map.copyOf(now);
  }

  /** Whether there is a change to tell. */
  synchronized boolean look(Map<Path, Stamp> now) {
    boolean still = now.equals(before);
    before = Map.copyOf(now);
    if (!still || now.equals(told)) {
      return false;
    }
    told = before;
    return true;
  }
}
