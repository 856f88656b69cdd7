package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What comes of a response behind its end: some servers tell that before all its sound. Its words wait
 * for their sound. Not thread-safe.
 */
final class LateSpeech {

  /** The response that ended last, as long as more of it is wanted; an empty id is not known. */
  private record Ended(String response, BotReply reply, StringBuilder words) {

    boolean brings(String from, String item) {
      return response.equals(from) || from.isEmpty() && reply.item(item).isPresent();
    }

    /** Whether no words of an item are known, or wait. */
    boolean wordless(String item) {
      return words.isEmpty() && reply.item(item).map(Memory.BotItem::wordless).orElse(true);
    }
  }

  private final ReplySpeech speech;
  private Optional<Ended> ended = Optional.empty();

  /** No response has ended. */
  LateSpeech(ReplySpeech speech) {
    this.speech = speech;
  }

  /**
   * A response has ended of which more may come.
   *
   * @param response its id, or empty where it is not known
   * @param unsaid its words whose sound has not come
   */
  void expect(String response, BotReply reply, String unsaid) {
    ended = Optional.of(new Ended(response, reply, new StringBuilder(unsaid)));
  }

  /** What comes now is not wanted. */
  void forget() {
    ended = Optional.empty();
  }

  /** Whether sound of no response that runs is of the one that ended last. */
  boolean brings(ServerEvent.Audio audio) {
    return from(audio.response(), audio.item()).isPresent();
  }

  /**
   * Sound of the response that ended last, and the words that waited for it.
   *
   * @param reply the one in which it is heard
   */
  List<TalkAction> sound(BotReply reply, ServerEvent.Audio audio) {
    Ended last = from(audio.response(), audio.item()).orElseThrow();
    String name = audio.item();
    List<TalkAction> actions = new ArrayList<>();
    if (reply.item(name).isEmpty()) {
      int startMs = last.reply().item(name).map(Memory.BotItem::endMs).orElse(0);
      actions.addAll(speech.begin(reply, name, startMs));
    }
    if (last.reply().sounds()) {
      reply.sound(); // whose first sound was not late
    }
    actions.addAll(speech.sound(reply, name, audio.sound()));
    actions.addAll(speech.words(reply, name, last.words().toString()));
    expect(last.response(), reply, "");
    return actions;
  }

  /** Words of no response that runs, told where the reply that is open has sound of them. */
  List<TalkAction> words(Optional<BotReply> open, ServerEvent.Words words) {
    return from(words.response(), words.item())
        .map(last -> words(last, open, words.item(), words.more()))
        .orElse(List.of());
  }

  /** The same, where they are all the words of an item. */
  List<TalkAction> allWords(Optional<BotReply> open, ServerEvent.AllWords all) {
    return from(all.response(), all.item())
        .filter(last -> last.wordless(all.item()))
        .map(last -> words(last, open, all.item(), all.words()))
        .orElse(List.of());
  }

  private List<TalkAction> words(Ended last, Optional<BotReply> open, String name, String words) {
    Optional<BotReply> heard =
        open.filter(reply -> reply.item(name).filter(item -> item.soundMs() > 0).isPresent());
    if (heard.isPresent()) {
      return speech.words(heard.get(), name, words);
    }
    last.words().append(words);
    return List.of();
  }

  private Optional<Ended> from(String response, String item) {
    return ended.filter(last -> last.brings(response, item));
  }
}
