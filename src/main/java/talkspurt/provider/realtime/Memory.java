package talkspurt.provider.realtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import talkspurt.provider.SpeechToSpeech.Line;
import talkspurt.provider.agent.SpokenReply;

/**
 * What was said and done in a conversation, so that a new session can be told. Of the bot's words only
 * those that were heard. Not thread-safe.
 */
final class Memory {

  private static final int MAX_ENTRIES = 1000;

  /** One thing that was said or done, as a new session hears it. */
  private interface Entry {
    List<ClientEvent> told();
  }

  /** What the caller said in one turn, once it is known. */
  private static final class CallerTurn implements Entry {
    private final String first;
    private String item;
    private String words = "";

    CallerTurn(String item) {
      this.first = item;
      this.item = item;
    }

    @Override
    public List<ClientEvent> told() {
      return words.isEmpty() ? List.of() : List.of(new ClientEvent.Message(true, words));
    }
  }

  /**
   * One item of the bot's. Its words may come ahead of their sound: those count that the sound
   * carries, and the rest once it is known to be complete.
   */
  static final class BotItem implements Entry {
    private final String item;
    private final int startMs;
    private final VoicePace pace;
    private final StringBuilder words = new StringBuilder();
    private final SpokenReply spoken = new SpokenReply();
    private int counted;
    private int heardMs = Integer.MAX_VALUE;
    private boolean over;
    private boolean left;

    private BotItem(String item, int startMs, VoicePace pace) {
      this.item = item;
      this.startMs = startMs;
      this.pace = pace;
    }

    String item() {
      return item;
    }

    boolean wordless() {
      return words.length() == 0;
    }

    int soundMs() {
      return spoken.soundMs();
    }

    /** Where in the server's item it begins: behind what an earlier reply had of that. */
    int startMs() {
      return startMs;
    }

    /** Where in the server's item it ends, so far. */
    int endMs() {
      return startMs + spoken.soundMs();
    }

    /** More of it, and the words that count from now on. */
    String add(String more, int ms) {
      words.append(more);
      spoken.add("", ms);
      // the last word may go on
      int most = Math.min(words.length() - 1, pace.characters(spoken.soundMs()));
      return count(over ? words.length() : SpokenReply.wordEnd(words, most));
    }

    /** Whether nothing more comes of it. */
    boolean isOver() {
      return over;
    }

    /** It is complete; the words that count from now on. */
    String end() {
      if (over) {
        return "";
      }
      over = true;
      pace.learn(words.toString().strip().length(), spoken.soundMs());
      return count(words.length());
    }

    /** No more comes of it: what its sound does not carry was never said; the words of that. */
    String breakOff() {
      over = true;
      String unsaid = words.substring(counted);
      words.setLength(counted);
      return unsaid;
    }

    private String count(int to) {
      if (to <= counted) {
        return "";
      }
      String more = words.substring(counted, to);
      counted = to;
      spoken.add(more, 0);
      return more;
    }

    /** The session it is of is gone; the next knows its words alone. */
    void leave() {
      breakOff();
      left = true;
    }

    boolean inSession() {
      return !left;
    }

    /** No more than this was heard; whether that is news. */
    boolean cut(int ms) {
      boolean news = ms < heardMs;
      heardMs = Math.min(heardMs, ms);
      return news;
    }

    boolean isCut() {
      return heardMs < Integer.MAX_VALUE;
    }

    @Override
    public List<ClientEvent> told() {
      String words = isCut() ? spoken.heard(heardMs) : spoken.words();
      return words.isEmpty() ? List.of() : List.of(new ClientEvent.Message(false, words));
    }
  }

  private record Said(boolean byCaller, String words) implements Entry {
    @Override
    public List<ClientEvent> told() {
      return List.of(new ClientEvent.Message(byCaller, words));
    }
  }

  private record Noted(ClientEvent.Note note) implements Entry {
    @Override
    public List<ClientEvent> told() {
      return List.of(note);
    }
  }

  private static final class Tool implements Entry {
    private final ClientEvent.ToolWish wish;
    private Optional<String> output = Optional.empty();

    Tool(ClientEvent.ToolWish wish) {
      this.wish = wish;
    }

    @Override
    public List<ClientEvent> told() {
      return output
          .<List<ClientEvent>>map(
              text -> List.of(wish, new ClientEvent.ToolOutput(wish.call(), text)))
          .orElseGet(() -> List.of(wish));
    }
  }

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final VoicePace pace = new VoicePace();
  private final int maxCharacters;

  /** A memory that tells so much at most. */
  Memory(List<Line> before, int maxCharacters) {
    this.maxCharacters = maxCharacters;
    before.forEach(line -> said(line.byCaller(), line.words()));
  }

  void said(boolean byCaller, String words) {
    add(new Said(byCaller, words));
  }

  void noted(ClientEvent.Note note) {
    add(new Noted(note));
  }

  void callerTook(String item) {
    add(new CallerTurn(item));
  }

  /** The last of the caller's turns has another name in the new session. */
  void again(String item) {
    for (var newest = entries.descendingIterator(); newest.hasNext(); ) {
      if (newest.next() instanceof CallerTurn turn) {
        turn.item = item;
        return;
      }
    }
  }

  /** What the caller said in a turn; the name it had first. */
  Optional<String> callerSaid(String item, String words) {
    for (Entry entry : entries) {
      if (entry instanceof CallerTurn turn && turn.item.equals(item)) {
        turn.words = words;
        return Optional.of(turn.first);
      }
    }
    return Optional.empty();
  }

  BotItem botItem(String item) {
    return botItem(item, 0);
  }

  /** An item, from {@code startMs} of its sound on. */
  BotItem botItem(String item, int startMs) {
    BotItem made = new BotItem(item, startMs, pace);
    add(made);
    return made;
  }

  void toolWanted(ClientEvent.ToolWish wish) {
    add(new Tool(wish));
  }

  void toolReturned(String call, String output) {
    for (Entry entry : entries) {
      if (entry instanceof Tool tool && tool.wish.call().equals(call)) {
        tool.output = Optional.of(output);
      }
    }
  }

  /** Whatever fits, the newest rather than the oldest, in its order. */
  List<ClientEvent> told() {
    List<List<ClientEvent>> fitting = new ArrayList<>();
    long characters = 0;
    for (var newest = entries.descendingIterator(); newest.hasNext(); ) {
      List<ClientEvent> told = newest.next().told();
      characters += told.stream().mapToLong(Memory::characters).sum();
      if (characters > maxCharacters) {
        break;
      }
      fitting.add(told);
    }
    Collections.reverse(fitting);
    return fitting.stream().flatMap(List::stream).toList();
  }

  private void add(Entry entry) {
    entries.add(entry);
    if (entries.size() > MAX_ENTRIES) {
      entries.removeFirst();
    }
  }

  private static int characters(ClientEvent event) {
    if (event instanceof ClientEvent.Message message) {
      return message.text().length();
    }
    if (event instanceof ClientEvent.Note note) {
      return note.text().length();
    }
    if (event instanceof ClientEvent.ToolWish wish) {
      return wish.arguments().length();
    }
    if (event instanceof ClientEvent.ToolOutput output) {
      return output.output().length();
    }
    throw new AssertionError(event);
  }
}
