package talkspurt.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import talkspurt.call.PhoneNumber;
import talkspurt.control.Campaign;
import talkspurt.control.DoNotCall;
import talkspurt.control.OutboundCalls;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundOrder;

/** Makes calls, and knows who must not be called. */
public interface OutboundDirectory extends AnsweredCalls {

  /**
   * How calls of a profile are made.
   *
   * @param trunk name of the trunk
   * @param callerId number that is shown; empty leaves it to the trunk
   * @param ringing for how long it rings at most
   */
  record Terms(String trunk, Optional<String> callerId, Duration ringing) {}

  /** Why this engine makes no calls; empty where it does. */
  Optional<String> unable();

  /** The number, as it is dialled; empty where there can be none like it. */
  Optional<DialNumber> number(PhoneNumber written);

  /**
   * How calls of a profile are made.
   *
   * @throws IllegalArgumentException that says why none can be made of it
   */
  Terms terms(String profile);

  /** How often a number is dialled at most where a request does not say. */
  int attempts();

  /**
   * Keeps a request: see {@link OutboundCalls#add}.
   *
   * @param asked the request as it was sent, by which another one under the same key is told
   */
  CompletionStage<OutboundCalls.Added> add(
      OutboundOrder order, Optional<String> idempotencyKey, String asked);

  /** See {@link OutboundCalls#one}. */
  CompletionStage<Optional<Outbound>> one(UUID id);

  /** See {@link OutboundCalls#ofNumber}. */
  CompletionStage<List<Outbound>> ofNumber(PhoneNumber number);

  /** Cancels one that nobody has answered; what it is then, empty where that is too late or there is none. */
  CompletionStage<Optional<Outbound>> cancel(UUID id);

  /** See {@link OutboundCalls#addAll}. */
  CompletionStage<OutboundCalls.Batch> addAll(Campaign begun, List<OutboundOrder> orders);

  /** See {@link OutboundCalls#campaigns}. */
  CompletionStage<List<Campaign>> campaigns(Optional<String> profile);

  /** See {@link OutboundCalls#campaign}. */
  CompletionStage<Optional<Campaign>> campaign(String name);

  /** See {@link OutboundCalls#pause}. */
  CompletionStage<Optional<Campaign>> pause(String name, boolean paused);

  /** See {@link OutboundCalls#ofCampaign}. */
  Source<Outbound, NotUsed> ofCampaign(String name);

  /** How a number came on the do-not-call list; empty where it is not on it. */
  CompletionStage<Optional<DoNotCall>> doNotCall(PhoneNumber number);

  /** Adds a number to it. */
  CompletionStage<DoNotCall> addDoNotCall(DialNumber number, String by);

  /** Takes a number off it; whether it was on it. */
  CompletionStage<Boolean> removeDoNotCall(DialNumber number);

  /** The time now. */
  Instant now();
}
