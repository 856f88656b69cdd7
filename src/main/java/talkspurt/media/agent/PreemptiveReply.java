package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.call.TranscriptEntry;
import talkspurt.call.TurnInput;
import talkspurt.media.playout.TtsPiece;
import talkspurt.turn.PhraseList;

/**
 * A reply to a turn that is not in the journal yet. Nothing of it is heard before that.
 *
 * @param supposed what there will be to answer
 * @param granted completed when there is
 * @param ahead whether it was prepared before the caller's turn was over
 */
record PreemptiveReply(
    Instruction.Answer supposed,
    CompletableFuture<TurnCommitted> granted,
    Source<TtsPiece, NotUsed> speech,
    ReplyTimes times,
    boolean ahead) {

  /** Whether it is a reply to this, but for how the words are written. */
  boolean to(TurnInput cue) {
    return supposed.cue() instanceof TurnInput.Words one && cue instanceof TurnInput.Words other
        ? words(one).equals(words(other))
        : supposed.cue().equals(cue);
  }

  /** Whether it is a reply to just this. */
  boolean to(Instruction.Answer answer) {
    int lines = supposed.history().size();
    int before = Math.max(0, lines - 1);
    return supposed.turn() == answer.turn()
        && supposed.plan().limit().asFarAs(answer.plan().limit())
        && supposed.plan().conduct().sameAgentAs(answer.plan().conduct())
        && to(answer.cue())
        && answer.heard().empty()
        && answer.tools().equals(supposed.tools())
        && answer.history().size() == lines
        && answer.history().subList(0, before).equals(supposed.history().subList(0, before));
  }

  /** What there will be to answer, if this is what the caller said. */
  static Instruction.Answer supposed(Instruction.Listen known, TurnInput cue) {
    List<TranscriptEntry> history = new ArrayList<>(known.history());
    boolean keys = cue instanceof TurnInput.Keys;
    said(cue)
        .map(words -> new TranscriptEntry(TranscriptEntry.Speaker.CALLER, Instant.MAX, words, keys))
        .ifPresent(history::add);
    return new Instruction.Answer(
        known.plan(), known.turn(), cue, history, SpokenText.NOTHING, known.tools());
  }

  private static Optional<SpokenText> said(TurnInput cue) {
    if (cue instanceof TurnInput.Words words) {
      return Optional.of(words.words()).filter(text -> !text.empty());
    }
    return cue instanceof TurnInput.Keys pressed
        ? Optional.of(new SpokenText(pressed.digits().keys()))
        : Optional.empty();
  }

  private static List<String> words(TurnInput.Words cue) {
    return PhraseList.wordsOf(cue.words().text());
  }
}
