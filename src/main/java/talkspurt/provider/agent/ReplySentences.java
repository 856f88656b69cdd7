package talkspurt.provider.agent;

import java.util.ArrayList;
import java.util.List;
import talkspurt.language.SentenceRules;
import talkspurt.provider.Responder.Part;

/**
 * What an agent writes, while it comes, as the sentences that are to be spoken: the one place between
 * any responder and the voice where thoughts, Markdown and emoji are left out.
 *
 * <p>Thoughts may end without having begun by a mark. Then all that stands before was thought: it is
 * not given, or taken back, as soon as words follow. Not thread-safe.
 */
public final class ReplySentences {

  private final SpeakableText speakable = new SpeakableText();
  private final SentenceRules rules;
  private final ThoughtsFirst thoughts;
  private Sentences sentences;

  /** What may be thoughts, and is not given yet. */
  private final List<String> held = new ArrayList<>();

  /** Whether the thoughts' end is awaited. */
  private boolean waiting;

  /** Whether thoughts have ended, and nothing was written since. */
  private boolean ended;

  /** Whether thoughts began by a mark. */
  private boolean opened;

  /** How many sentences were given since the text began. */
  private int given;

  /**
   * Nothing has come yet.
   *
   * @param rules where its sentences end
   * @param thoughts whether replies begin with thoughts
   */
  public ReplySentences(SentenceRules rules, ThoughtsFirst thoughts) {
    this.rules = rules;
    this.thoughts = thoughts;
    sentences = new Sentences(rules);
    waiting = thoughts.expected();
  }

  /** More of the text; what can be said by now, behind what is taken back. */
  public List<Part> add(String more) {
    return read(speakable.add(more));
  }

  /** The agent tells its thoughts apart from its words: these are no thoughts. */
  public List<Part> thoughtsApart() {
    waiting = false;
    return give(List.of());
  }

  /** No more will come: the sentences that are left. */
  public List<Part> rest() {
    List<Part> rest = new ArrayList<>(read(speakable.rest()));
    if (waiting && ended) {
      rest.addAll(drop());
    } else if (waiting && !held.isEmpty()) {
      thoughts.missed();
    }
    waiting = false;
    ended = false;
    rest.addAll(give(sentences.rest().stream().toList()));
    begin();
    return rest;
  }

  /** No more will come, since a tool is used or the text was cut: what may be thoughts is dropped. */
  public List<Part> restWithoutThoughts() {
    List<Part> rest = new ArrayList<>(read(speakable.rest()));
    List<String> last = sentences.rest().stream().toList();
    if (ended || waiting) {
      rest.addAll(drop());
    } else {
      rest.addAll(give(last));
    }
    begin();
    return rest;
  }

  private void begin() {
    waiting = thoughts.expected();
    ended = false;
    opened = false;
    given = 0;
    held.clear();
  }

  private List<Part> read(String text) {
    List<Part> parts = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    opened |= speakable.openedThought();
    waiting &= !opened;
    int from = 0;
    for (int end = 0; end >= 0; from = end + 1) {
      end = text.indexOf(SpeakableText.THOUGHT_END, from);
      String words = text.substring(from, end < 0 ? text.length() : end);
      if (ended && !words.isBlank()) {
        parts.addAll(drop());
      }
      whole.addAll(sentences.add(words));
      if (end >= 0) {
        sentences.rest().ifPresent(whole::add);
        ended = thoughts.possible();
      }
      if (ended) {
        held.addAll(whole);
        whole.clear();
      }
    }
    parts.addAll(give(whole));
    return parts;
  }

  /** What was written so far was thought. */
  private List<Part> drop() {
    if (ended && !opened && (given > 0 || !held.isEmpty())) {
      thoughts.seen();
    }
    List<Part> parts = given > 0 ? List.of(new Part.Retract(given)) : List.of();
    sentences = new Sentences(rules);
    held.clear();
    ended = false;
    waiting = false;
    given = 0;
    return parts;
  }

  private List<Part> give(List<String> whole) {
    held.addAll(whole);
    if (waiting || ended) {
      return List.of();
    }
    List<Part> parts = held.stream().<Part>map(Part.Say::new).toList();
    given += parts.size();
    held.clear();
    return parts;
  }
}
