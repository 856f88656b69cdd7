package talkspurt.provider.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * What an agent writes, while it comes, as the sentences that are to be spoken: the one place between
 * any responder and the voice where thoughts, Markdown and emoji are left out. Not thread-safe.
 */
public final class ReplySentences {

  private final SpeakableText speakable = new SpeakableText();
  private final Sentences sentences;

  /**
   * Nothing has come yet.
   *
   * @param language BCP 47 tag
   */
  public ReplySentences(String language) {
    sentences = new Sentences(language);
  }

  /** More of the text; the sentences that are whole by now. */
  public List<String> add(String more) {
    return sentences.add(speakable.add(more));
  }

  /** No more will come: the sentences that are left. */
  public List<String> rest() {
    List<String> rest = new ArrayList<>(sentences.add(speakable.rest()));
    sentences.rest().ifPresent(rest::add);
    return rest;
  }
}
