package talkspurt.media;

import akka.NotUsed;
import akka.stream.FlowShape;
import akka.stream.UniformFanInShape;
import akka.stream.UniformFanOutShape;
import akka.stream.javadsl.Broadcast;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.GraphDSL;
import akka.stream.javadsl.Merge;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.TranscriptEvent.Partial;

/**
 * Lets a transcriber hear the utterances that begin while the caller is asked for a value. It may hear the others, too: their words
 * are told apart, and nobody waits for them.
 */
final class ValueListener {

  private ValueListener() {}

  /**
   * A flow for one line.
   *
   * @param asked whether the caller is asked for a value now
   * @param transcriber hears what is said then
   * @param nobody answers the other utterances
   * @param overhears told the words of those; empty where the transcriber does not hear them
   */
  static Flow<SttInput, TranscriptEvent, NotUsed> flow(
      BooleanSupplier asked,
      Flow<SttInput, TranscriptEvent, NotUsed> transcriber,
      Flow<SttInput, TranscriptEvent, NotUsed> nobody,
      Optional<Consumer<String>> overhears) {
    return Flow.fromMaterializer((materializer, attributes) -> {
          Utterances utterances = new Utterances(asked);
          return Flow.of(SttInput.class)
              .map(utterances::whose)
              .via(parted(
                  Flow.<Whose>create()
                      .filter(one -> one.value() || overhears.isPresent())
                      .map(Whose::input)
                      .via(transcriber)
                      .filter(event -> utterances.isValue(event, overhears)),
                  Flow.<Whose>create()
                      .filter(one -> !one.value())
                      .map(Whose::input)
                      .via(nobody)));
        })
        .mapMaterializedValue(opened -> NotUsed.getInstance());
  }

  private static Flow<Whose, TranscriptEvent, NotUsed> parted(
      Flow<Whose, TranscriptEvent, NotUsed> one, Flow<Whose, TranscriptEvent, NotUsed> other) {
    return Flow.fromGraph(GraphDSL.create(b -> {
      UniformFanOutShape<Whose, Whose> way = b.add(Broadcast.create(2));
      UniformFanInShape<TranscriptEvent, TranscriptEvent> told = b.add(Merge.create(2));
      b.from(way.out(0)).via(b.add(one)).toFanIn(told);
      b.from(way.out(1)).via(b.add(other)).toFanIn(told);
      return FlowShape.of(way.in(), told.out());
    }));
  }

  /** @param value whether it belongs to an utterance that began while the caller was asked */
  private record Whose(SttInput input, boolean value) {}

  /** Of one line: an utterance stays what it was when it began. A transcriber answers on threads of its own. */
  private static final class Utterances {

    private final BooleanSupplier asked;
    private final Set<Long> values = new HashSet<>();
    private long utterance;
    private boolean value;

    Utterances(BooleanSupplier asked) {
      this.asked = asked;
    }

    synchronized Whose whose(SttInput input) {
      if (input.utterance() != utterance) {
        utterance = input.utterance();
        value = asked.getAsBoolean();
        if (value) {
          values.add(utterance);
        }
      }
      return new Whose(input, value);
    }

    /** Whether an event is the answer to a question; the words of others are told. That the transcriber failed concerns both. */
    synchronized boolean isValue(TranscriptEvent event, Optional<Consumer<String>> overhears) {
      if (values.contains(event.utterance())) {
        return true;
      }
      if (event instanceof Final words) {
        overhears.ifPresent(told -> told.accept(words.words()));
      }
      return !(event instanceof Final || event instanceof Partial);
    }
  }
}
