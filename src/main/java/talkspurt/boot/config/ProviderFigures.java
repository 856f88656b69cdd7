package talkspurt.boot.config;

import talkspurt.provider.ProviderFailure;
import talkspurt.telemetry.Metrics;

/**
 * Has the figures of each provider that a profile names begin at 0: a series that appears with its first
 * event has no rate of that event.
 */
final class ProviderFigures {

  private final Metrics metrics;

  ProviderFigures(Metrics metrics) {
    this.metrics = metrics;
  }

  /** A transcriber of this name may be asked. */
  void transcriber(String name) {
    metrics.providers().askedKnown("transcriber", name);
    metrics.providers().transcriberKnown(name);
    failures(name);
  }

  /** A voice of this name may be asked. */
  void synthesizer(String name) {
    metrics.providers().askedKnown("voice", name);
    metrics.providers().synthesizerKnown(name);
    failures(name);
  }

  /** An agent of this name may be asked. */
  void responder(String name) {
    metrics.providers().askedKnown("agent", name);
    metrics.providers().responderKnown(name);
    failures(name);
  }

  /** A bot of this name may be asked. */
  void bot(String name) {
    metrics.bots().botKnown(name);
    failures(name);
  }

  /** What bears this name may fail. */
  void failures(String name) {
    metrics.providers().limitsKnown(name);
    for (ProviderFailure.Kind kind : ProviderFailure.Kind.values()) {
      metrics.providers().providerFailureKnown(name, kind.name());
    }
  }
}
