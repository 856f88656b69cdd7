package talkspurt.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Finds files of recordings, on whichever node or in whichever store they are, and reads them. */
@FunctionalInterface
public interface RecordedFiles {

  /** The bytes of a file. */
  @FunctionalInterface
  interface Content {

    /**
     * Some of them.
     *
     * @param from the first; 0 where the length is not known
     * @param count how many; as many as there are where there are fewer
     */
    Source<ByteString, NotUsed> bytes(long from, long count);

    /** All of them. */
    default Source<ByteString, NotUsed> bytes() {
      return bytes(0, Long.MAX_VALUE);
    }
  }

  /** What was found. */
  sealed interface Found {

    /**
     * The file.
     *
     * @param length in bytes; empty where that is known only once all was read
     * @param content decrypted, read as it is asked for
     */
    record File(OptionalLong length, Content content) implements Found {}

    /** It is nowhere. */
    record Missing(String why) implements Found {}

    /** It may well be there, and cannot be read for now. */
    record Unreadable(String why) implements Found {}
  }

  /**
   * Looks for a file, and never fails.
   *
   * @param node that wrote it
   * @param name as the journal has it
   */
  CompletionStage<Found> find(String node, String name);
}
