package talkspurt.media;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import talkspurt.call.Cue;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.call.TranscriptLine;
import talkspurt.turn.PhraseList;

/**
 * A reply to a turn that is not in the journal yet. Nothing of it is heard before that.
 *
 * @param supposed what there will be to answer
 * @param granted completed when there is
 * @param ahead whether it was prepared before the caller's turn was over
 */
record Prepared(
    Instruction.Answer supposed,
    CompletableFuture<Grant> granted,
    Source<SpeechPiece, NotUsed> speech,
    ReplyTimes times,
    boolean ahead) {

  /** Whether it is a reply to this, but for how the words are written. */
  boolean to(Cue cue) {
    return supposed.cue() instanceof Cue.Words one && cue instanceof Cue.Words other
        ? words(one).equals(words(other))
        : supposed.cue().equals(cue);
  }

  /** Whether it is a reply to just this. */
  boolean to(Instruction.Answer answer) {
    int lines = supposed.history().size();
    int before = Math.max(0, lines - 1);
    return supposed.turn() == answer.turn()
        && to(answer.cue())
        && answer.heard().empty()
        && answer.tools().equals(supposed.tools())
        && answer.history().size() == lines
        && answer.history().subList(0, before).equals(supposed.history().subList(0, before));
  }

  /** What there will be to answer, if this is what the caller said. */
  static Instruction.Answer supposed(Instruction.Listen known, Cue cue) {
    List<TranscriptLine> history = new ArrayList<>(known.history());
    boolean keys = cue instanceof Cue.Keys;
    said(cue)
        .map(words -> new TranscriptLine(TranscriptLine.Speaker.CALLER, Instant.MAX, words, keys))
        .ifPresent(history::add);
    return new Instruction.Answer(
        known.plan(), known.turn(), cue, history, SpokenText.NOTHING, known.tools());
  }

  private static Optional<SpokenText> said(Cue cue) {
    if (cue instanceof Cue.Words words) {
      return Optional.of(words.words()).filter(text -> !text.empty());
    }
    return cue instanceof Cue.Keys pressed
        ? Optional.of(new SpokenText(pressed.digits().keys()))
        : Optional.empty();
  }

  private static List<String> words(Cue.Words cue) {
    return PhraseList.wordsOf(cue.words().text());
  }
}
