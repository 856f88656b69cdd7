package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One reply of the bot's, as far as it is known. Not thread-safe. */
final class BotReply {

  /** What follows on a reply's tools. */
  private enum FollowUp {
    NOTHING,
    SPEECH,
    LAST_WORDS
  }

  private final String name;
  private final List<Memory.BotItem> items = new ArrayList<>();
  private final Set<String> tools = new HashSet<>();
  private FollowUp followUp = FollowUp.NOTHING;
  private boolean sounds;

  BotReply(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** What it consists of, in this order. */
  List<Memory.BotItem> items() {
    return List.copyOf(items);
  }

  /** What it has of an item of the session. */
  Optional<Memory.BotItem> item(String wanted) {
    return items.stream()
        .filter(item -> item.inSession() && item.item().equals(wanted))
        .findFirst();
  }

  void add(Memory.BotItem item) {
    items.add(item);
  }

  /** Nothing more comes of its items: what their sound does not carry was never said; those words. */
  String breakOff() {
    return items.stream().map(Memory.BotItem::breakOff).collect(Collectors.joining());
  }

  /** Whether there was sound in it. */
  boolean sounds() {
    return sounds;
  }

  void sound() {
    sounds = true;
  }

  /** It waits for a tool. */
  void waitsFor(String call) {
    tools.add(call);
  }

  /** No tool is waited for any more. */
  void forgetTools() {
    tools.clear();
  }

  /** Whether it waits for a tool. */
  boolean waits() {
    return !tools.isEmpty();
  }

  /** Whether it wanted a tool since it last spoke. */
  boolean usesTools() {
    return waits() || followUp != FollowUp.NOTHING;
  }

  /**
   * A tool has returned; whether that was waited for.
   *
   * @param last whether the reply ends with it
   * @param words whether it is to have words then
   */
  boolean returned(String call, boolean last, boolean words) {
    if (!tools.remove(call)) {
      return false;
    }
    if (!last) {
      followUp = FollowUp.SPEECH;
    } else if (followUp == FollowUp.NOTHING && !sounds && words) {
      followUp = FollowUp.LAST_WORDS;
    }
    return true;
  }

  /** The response that follows on its tools, if one does; taken once. */
  Optional<Wish> takeFollowUp() {
    FollowUp next = followUp;
    followUp = FollowUp.NOTHING;
    return switch (next) {
      case SPEECH -> Optional.of(Wish.REPLY);
      case LAST_WORDS -> Optional.of(Wish.LAST_WORDS);
      case NOTHING -> Optional.empty();
    };
  }
}
