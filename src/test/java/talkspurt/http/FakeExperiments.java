package talkspurt.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.control.ExperimentFigures;
import talkspurt.control.ExperimentFigures.Found;
import talkspurt.control.ExperimentFigures.OfVariant;
import talkspurt.control.ExperimentFigures.Spread;
import talkspurt.control.ExperimentQuery;
import talkspurt.control.ExperimentSummary;

/** Experiments whose figures a test sets. */
final class FakeExperiments {

  final List<ExperimentSummary> listed = new ArrayList<>();
  final SortedMap<String, OfVariant> variants = new TreeMap<>();
  volatile ExperimentQuery asked;

  CompletionStage<ExperimentFigures> figures(ExperimentQuery query) {
    asked = query;
    return CompletableFuture.completedStage(new ExperimentFigures(
        variants,
        Optional.of(FakeCalls.NOW).filter(any -> !variants.isEmpty()),
        Optional.of(FakeCalls.NOW).filter(any -> !variants.isEmpty())));
  }

  /** So many calls that count, of 30 s and 1 barge-in each, of which so many were transferred. */
  static OfVariant calls(long calls, long transferred) {
    return new OfVariant(
        calls,
        1,
        2,
        3,
        0,
        calls,
        calls * 1500,
        Optional.of(new Spread(30, 25.5, 80.25)),
        Optional.of(new Spread(900, 850, 1500)),
        new TreeMap<>(Map.of(
            "end-reason",
            new TreeMap<>(Map.of(
                "transferred",
                new Found(transferred, calls),
                "completed",
                new Found(calls - transferred, calls))))));
  }
}
