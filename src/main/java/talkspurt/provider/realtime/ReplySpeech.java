package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.realtime.TalkAction.FirstSound;
import talkspurt.provider.realtime.TalkAction.Tell;
import talkspurt.provider.realtime.TalkAction.Warn;

/**
 * Sound and words of the bot's, item by item, as the call is told them: words as far as their sound is
 * there. Not thread-safe.
 */
final class ReplySpeech {

  private final Memory memory;
  private final SessionAudio audio;
  private final boolean transcript;
  private BotSound sound;
  private boolean spoke;

  /** Whose words were told last, and whether they need no blank behind them. */
  private Optional<Memory.BotItem> telling = Optional.empty();

  private boolean spaced;

  /**
   * Nothing was said yet.
   *
   * @param transcript whether words are told as they come, too
   */
  ReplySpeech(Memory memory, SessionAudio audio, boolean transcript) {
    this.memory = memory;
    this.audio = audio;
    this.transcript = transcript;
    this.sound = new BotSound(audio);
  }

  /** Whether there was ever any sound. */
  boolean spoke() {
    return spoke;
  }

  /** A reply begins. */
  void beginReply() {
    spaced = true;
  }

  /** The session is gone: the next may send its sound otherwise. */
  void leave() {
    sound = new BotSound(audio);
  }

  /** An item of a reply begins, from {@code startMs} of the server's item on. */
  List<TalkAction> begin(BotReply reply, String name, int startMs) {
    sound.begin();
    List<TalkAction> actions = end(reply);
    reply.add(memory.botItem(name, startMs));
    actions.addAll(transcript(name, "", false));
    return actions;
  }

  private List<TalkAction> beginIfNew(BotReply reply, String name) {
    return new ArrayList<>(reply.item(name).isEmpty() ? begin(reply, name, 0) : List.of());
  }

  /** More sound of an item, which may begin with it. */
  List<TalkAction> sound(BotReply reply, String name, byte[] bytes) {
    List<TalkAction> actions = beginIfNew(reply, name);
    actions.addAll(sound(reply, reply.item(name).orElseThrow(), bytes));
    return actions;
  }

  private List<TalkAction> sound(BotReply reply, Memory.BotItem item, byte[] bytes) {
    if (item.isCut()) {
      return List.of();
    }
    List<TalkAction> actions = new ArrayList<>();
    boolean judged = sound.other().isPresent();
    sound.read(bytes).ifPresent(frame -> {
      String carried = item.add("", frame.durationMs());
      if (!reply.sounds()) {
        reply.sound();
        actions.add(new FirstSound());
      }
      spoke = true;
      actions.add(new Tell(new Output.Audio(frame)));
      actions.addAll(tell(item, carried));
    });
    if (!judged && sound.other().isPresent()) {
      actions.add(
          new Warn("its sound is not as asked for, but " + sound.other().get().label()));
    }
    return actions;
  }

  /** More words of an item, which may begin with them. */
  List<TalkAction> words(BotReply reply, String name, String more) {
    List<TalkAction> actions = beginIfNew(reply, name);
    actions.addAll(words(reply.item(name).orElseThrow(), more));
    return actions;
  }

  /** All words of an item; passed over where it has some. */
  List<TalkAction> allWords(BotReply reply, String name, String all) {
    boolean wordless = reply.item(name).map(Memory.BotItem::wordless).orElse(true);
    List<TalkAction> actions = new ArrayList<>(wordless ? words(reply, name, all) : List.of());
    actions.addAll(transcript(name, "", true));
    return actions;
  }

  private List<TalkAction> words(Memory.BotItem item, String more) {
    if (item.isCut()) {
      return List.of();
    }
    List<TalkAction> actions = new ArrayList<>(transcript(item.item(), more, false));
    actions.addAll(tell(item, item.add(more, 0)));
    return actions;
  }

  private List<TalkAction> transcript(String item, String more, boolean complete) {
    return transcript ? List.of(new Tell(new Output.Transcript(item, more, complete))) : List.of();
  }

  /** Nothing more comes of what the reply has said so far. */
  List<TalkAction> end(BotReply reply) {
    List<TalkAction> actions = new ArrayList<>();
    for (Memory.BotItem item : reply.items()) {
      if (!item.isCut()) {
        actions.addAll(item.isOver() ? List.of() : transcript(item.item(), "", true));
        actions.addAll(tell(item, item.end()));
      }
    }
    return actions;
  }

  private List<TalkAction> tell(Memory.BotItem item, String words) {
    if (words.isEmpty()) {
      return List.of();
    }
    boolean goesOn = spaced || telling.filter(item::equals).isPresent();
    telling = Optional.of(item);
    spaced = Character.isWhitespace(words.charAt(words.length() - 1));
    return List.of(new Tell(new Output.Words(goesOn ? words : " " + words)));
  }
}
