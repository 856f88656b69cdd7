package talkspurt.provider.stt;

import java.util.List;
import java.util.Optional;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Usage;
import talkspurt.websocket.SocketMessage;

/**
 * How a recogniser is talked to over one WebSocket connection: what is sent for what was heard, and
 * what comes back means. One is made for each connection, and it is asked by one thread. It knows
 * neither time nor sockets; {@link SttSockets} brings them.
 *
 * <p>Utterances come one after the other, each with its sound and then its end. One that the
 * connection before this one lost comes again, from the first sample that was not {@link
 * Told.Settled} there.
 */
public interface SttTalk {

  /** What is sent before everything else; nothing where all settings are in the address. */
  default List<SocketMessage> opening() {
    return List.of();
  }

  /** Whether more may be sent now, or answers are to be waited for first. */
  default boolean ready() {
    return true;
  }

  /** More sound of an utterance; never empty. */
  SocketMessage audio(long utterance, short[] samples);

  /** The utterance is over and its last words are wanted. */
  List<SocketMessage> end(long utterance);

  /** How much sound is in what was to be sent so far, in samples, with silence that is sent for nobody. */
  long sent();

  /** What is sent when nothing more is wanted, of a recogniser that then tells what it takes; else nothing. */
  default List<SocketMessage> goodbye() {
    return List.of();
  }

  /** What is sent when nothing was sent for a while. */
  Optional<SocketMessage> keepAlive();

  /** Whether an end always is answered. If not, what was told until then counts after a while. */
  boolean answersEachEnd();

  /** What a message of the recogniser means. */
  List<Told> hear(SocketMessage message);

  /** Why the recogniser closed the connection, by its close code and reason. */
  ProviderFailure closed(int code, String reason);

  /** What a recogniser tells. */
  sealed interface Told {

    /** The words after those that are settled, so far. */
    record Words(long utterance, String words) implements Told {}

    /**
     * Words that will not change, and need not be heard again.
     *
     * @param words those after the ones settled before
     * @param samples how much of what this connection was sent of the utterance they cover
     */
    record Settled(long utterance, String words, long samples) implements Told {}

    /** The utterance is in this language, by its BCP 47 tag. */
    record InLanguage(long utterance, String tag) implements Told {}

    /** What the caller says is complete, as far as the recogniser can tell; the caller may yet go on. */
    record TurnEnds(long utterance) implements Told {}

    /** The end of the utterance is answered: no more words of it come. */
    record Done(long utterance) implements Told {}

    /**
     * The recogniser takes something by the length of the sound.
     *
     * @param ms what it takes, in ms
     * @param samples for how much of what it was sent
     */
    record TookSound(long ms, long samples) implements Told {}

    /** The recogniser takes tokens. */
    record TookTokens(Usage tokens) implements Told {}

    /** What came makes no sense, or is the recogniser's own word of failure. */
    record Broken(ProviderFailure failure) implements Told {}
  }
}
