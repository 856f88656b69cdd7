package talkspurt.http;

import java.nio.file.Path;
import java.util.Optional;

/** Finds files of recordings on this node. */
@FunctionalInterface
public interface RecordedFiles {

  /** The file of this name, where it is here. */
  Optional<Path> find(String name);
}
