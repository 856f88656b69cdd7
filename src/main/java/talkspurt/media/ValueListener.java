package talkspurt.media;

import akka.NotUsed;
import akka.stream.FlowShape;
import akka.stream.UniformFanInShape;
import akka.stream.UniformFanOutShape;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.GraphDSL;
import akka.stream.javadsl.Merge;
import akka.stream.javadsl.Partition;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;

/** Lets a transcriber hear the utterances alone that begin while the caller is asked for a value. */
final class ValueListener {

  private static final int TRANSCRIBER = 0;
  private static final int NOBODY = 1;

  private ValueListener() {}

  /**
   * A flow for one line.
   *
   * @param asked whether the caller is asked for a value now
   */
  static Flow<SttInput, TranscriptEvent, NotUsed> flow(
      BooleanSupplier asked,
      Flow<SttInput, TranscriptEvent, NotUsed> transcriber,
      Flow<SttInput, TranscriptEvent, NotUsed> nobody) {
    return Flow.fromGraph(GraphDSL.create(b -> {
      ToIntFunction<SttInput> whose = new Whose(asked);
      UniformFanOutShape<SttInput, SttInput> way =
          b.add(Partition.create(SttInput.class, 2, whose::applyAsInt));
      UniformFanInShape<TranscriptEvent, TranscriptEvent> told = b.add(Merge.create(2));
      b.from(way.out(TRANSCRIBER)).via(b.add(transcriber)).toFanIn(told);
      b.from(way.out(NOBODY)).via(b.add(nobody)).toFanIn(told);
      return FlowShape.of(way.in(), told.out());
    }));
  }

  /** An utterance stays with whom it began. */
  private static final class Whose implements ToIntFunction<SttInput> {

    private final BooleanSupplier asked;
    private long utterance;
    private int whose = NOBODY;

    Whose(BooleanSupplier asked) {
      this.asked = asked;
    }

    @Override
    public int applyAsInt(SttInput input) {
      if (input.utterance() != utterance) {
        utterance = input.utterance();
        whose = asked.getAsBoolean() ? TRANSCRIBER : NOBODY;
      }
      return whose;
    }
  }
}
