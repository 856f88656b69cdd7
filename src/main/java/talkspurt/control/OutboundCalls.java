package talkspurt.control;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import talkspurt.call.PhoneNumber;
import talkspurt.outbound.DialRules;
import talkspurt.outbound.DialVerdict;
import talkspurt.outbound.NumberRecord;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundCall;
import talkspurt.outbound.OutboundState;

/**
 * Calls that the engine makes, in the database of the calls. What was asked for is sealed under a key of its own, as a call
 * is. Each change is made from the row as it is, which nobody else changes meanwhile, and answered once it is in the file.
 * Thread-safe.
 */
public final class OutboundCalls {

  /** One whose master key is missing is looked at again after this time. */
  private static final Duration UNREADABLE_AGAIN = Duration.ofHours(1);

  /** SQLSTATE of a value that is there already. */
  private static final String UNIQUE = "23505";

  private static final int PAGE = 200;

  private final Database database;
  private final DiskWatch disk;
  private final CallKeys keys;

  private OutboundCalls(Database database, DiskWatch disk, CallKeys keys) {
    this.database = database;
    this.disk = disk;
    this.keys = keys;
  }

  /** Those of the database of this system. */
  public static OutboundCalls of(ActorSystem<?> system) {
    return new OutboundCalls(Database.of(system), DiskWatch.of(system), CallKeys.of(system));
  }

  /** What became of a request. */
  public sealed interface Added {

    /** It is kept: waiting, or refused by the rules. */
    record Kept(Outbound one) implements Added {}

    /** It was kept before, under the same idempotency key. */
    record Known(Outbound one) implements Added {}

    /** The idempotency key belongs to another request. */
    record KeyInUse() implements Added {}

    /** As many wait as may. */
    record Full() implements Added {}
  }

  /** What became of a call that was to be dialled. */
  public sealed interface Claim {

    /** It is claimed: whoever asked dials it, and nobody else. */
    record Claimed(Outbound one) implements Claim {}

    /** The rules never allow it: it is refused, and why is kept. */
    record Refused(DialVerdict.Ban why) implements Claim {}

    /** Not now: put off, cancelled, paused, or claimed by somebody else. */
    record NotNow() implements Claim {}
  }

  /**
   * Keeps a request. Where the rules never allow it, it is kept as refused.
   *
   * @param one to be kept, in state {@link OutboundState.Waiting}
   * @param asked the request as it was sent: another one under the same key is told by it
   * @param rules what holds of it now
   * @param most how many may wait
   */
  public CompletionStage<Added> add(
      Outbound one,
      Optional<String> idempotencyKey,
      String asked,
      DialRules rules,
      int most,
      Instant now) {
    return addOnce(one, idempotencyKey, asked, rules, most, now)
        .exceptionallyCompose(fault -> isTwice(fault)
            ? addOnce(one, idempotencyKey, asked, rules, most, now) // another node was first
            : CompletableFuture.failedFuture(fault));
  }

  private static boolean isTwice(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && UNIQUE.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private CompletionStage<Added> addOnce(
      Outbound one,
      Optional<String> idempotencyKey,
      String asked,
      DialRules rules,
      int most,
      Instant now) {
    return written(connection -> {
      SubjectKey hashes = SubjectKey.of(connection);
      String request = hashes.hash(asked);
      Optional<OutboundTable.Row> before = idempotencyKey.isPresent()
          ? OutboundTable.ofKey(connection, idempotencyKey.get())
          : Optional.empty();
      if (before.isPresent()) {
        return before.get().requestHash().equals(request)
            ? new Added.Known(opened(connection, before.get()).orElseThrow())
            : new Added.KeyInUse();
      }
      if (OutboundTable.waiting(connection) >= most) {
        return new Added.Full();
      }
      return new Added.Kept(
          insert(connection, one, idempotencyKey, request, hashes, rules, stored(now)));
    });
  }

  private Outbound insert(
      Connection connection,
      Outbound one,
      Optional<String> key,
      String request,
      SubjectKey hashes,
      DialRules rules,
      Instant at)
      throws SQLException {
    String number = hashes.hash(number(one));
    Outbound judged = judged(one, rules, known(connection, number), at);
    OutboundTable.insert(
        connection,
        new OutboundTable.Row(
            one.id(),
            key,
            request,
            number,
            one.order().profile(),
            one.order().trunk(),
            one.order().campaign().orElse(""),
            sealed(connection, one, at),
            judged.call(),
            judged.held(),
            false,
            at,
            at));
    return new Outbound(one.id(), one.order(), judged.call(), judged.held(), at, at);
  }

  /** That it is over is told to others; last in a transaction, since who tells something waits for the others. */
  private static void told(Connection connection, Outbound one) throws SQLException {
    OutboundState state = one.call().state();
    if (state instanceof OutboundState.Over || state instanceof OutboundState.Refused) {
      EventTable.add(connection, List.of(OutgoingEvent.of(one)), one.changedAt());
    }
  }

  /** What the rules make of a call that waits. */
  private static Outbound judged(Outbound one, DialRules rules, NumberRecord known, Instant at) {
    DialVerdict verdict =
        rules.ringing(one.order().ringing()).judge(one.order().request(), known, at);
    if (verdict instanceof DialVerdict.Never never) {
      return one.call().refuse(never.why()).map(next -> one.now(next, at)).orElse(one);
    }
    if (verdict instanceof DialVerdict.Later later) {
      return one.call()
          .putOff(later.at())
          .map(next -> one.putOff(next, later.why(), at))
          .orElse(one);
    }
    return one;
  }

  private static PhoneNumber number(Outbound one) {
    return new PhoneNumber(one.order().request().number().e164());
  }

  private static NumberRecord known(Connection connection, String numberHash) throws SQLException {
    return new NumberRecord(
        DoNotCallTable.has(connection, numberHash), DialTable.of(connection, numberHash));
  }

  /** Those of a number that are kept, oldest first. */
  public CompletionStage<List<Outbound>> ofNumber(PhoneNumber number) {
    return database.transact(connection -> opened(
        connection,
        OutboundTable.ofNumber(connection, SubjectKey.of(connection).hash(number), "")));
  }

  // ---- campaigns

  /**
   * What became of calls that were asked for together.
   *
   * @param campaign how it is then
   * @param taken how many were kept
   * @param refused how many of them the rules never allow
   * @param known how many were not, since the campaign has their number
   * @param full how many were not, since as many wait as may
   */
  public record Batch(Campaign campaign, int taken, int refused, int known, int full) {}

  /**
   * Keeps calls of a campaign, which is begun where there is none of its name. A number is called once by a campaign, so that
   * the same may be asked again.
   *
   * @param begun the campaign as it is to be where there is none
   * @param calls of it, as many as a transaction may write
   */
  public CompletionStage<Batch> addAll(
      Campaign begun, List<Outbound> calls, DialRules rules, int most, Instant now) {
    return written(connection -> {
      Instant at = stored(now);
      SubjectKey hashes = SubjectKey.of(connection);
      if (CampaignTable.lock(connection, begun.name()).isEmpty()) {
        CampaignTable.insert(connection, begun);
      }
      int room = most - OutboundTable.waiting(connection);
      int taken = 0;
      int refused = 0;
      int known = 0;
      int full = 0;
      for (Outbound one : calls) {
        String key = "campaign/" + begun.name() + "/" + hashes.hash(number(one));
        if (OutboundTable.ofKey(connection, key).isPresent()) {
          known++;
        } else if (taken >= room) {
          full++;
        } else {
          Outbound kept = insert(connection, one, Optional.of(key), "", hashes, rules, at);
          taken++;
          refused += kept.call().state() instanceof OutboundState.Refused ? 1 : 0;
        }
      }
      return new Batch(
          CampaignTable.one(connection, begun.name()).orElseThrow(), taken, refused, known, full);
    });
  }

  /** Campaigns, by name; those of a profile alone where one is named. */
  public CompletionStage<List<Campaign>> campaigns(Optional<String> profile) {
    return database.transact(connection -> CampaignTable.all(connection, profile));
  }

  /** The campaign of a name. */
  public CompletionStage<Optional<Campaign>> campaign(String name) {
    return database.transact(connection -> CampaignTable.one(connection, name));
  }

  /** Pauses a campaign, or has it go on; what is being dialled goes on. How it is then; empty where there is none. */
  public CompletionStage<Optional<Campaign>> pause(String name, boolean paused, Instant now) {
    return written(connection -> {
      CampaignTable.pause(connection, name, paused, stored(now));
      return CampaignTable.one(connection, name);
    });
  }

  /** The calls of a campaign, in the order in which they came; read by pages, as they are wanted. */
  public Source<Outbound, NotUsed> ofCampaign(String name) {
    return Source.unfoldAsync(
            Optional.of(new CallPlace(Instant.EPOCH, "")),
            place -> place.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : page(name, place.get()))
        .mapConcat(page -> page);
  }

  private CompletionStage<Optional<Pair<Optional<CallPlace>, List<Outbound>>>> page(
      String name, CallPlace after) {
    return database.transact(connection -> {
      List<OutboundTable.Row> rows =
          OutboundTable.ofCampaign(connection, name, after.registeredAt(), after.callId(), PAGE);
      Optional<CallPlace> next = rows.size() < PAGE
          ? Optional.empty()
          : Optional.of(new CallPlace(
              rows.get(PAGE - 1).createdAt(), rows.get(PAGE - 1).id().toString()));
      return Optional.of(Pair.create(next, opened(connection, rows)));
    });
  }

  // ---- one call

  /** That with an id; empty where there is none. */
  public CompletionStage<Optional<Outbound>> one(UUID id) {
    return database.transact(connection -> {
      Optional<OutboundTable.Row> row = OutboundTable.one(connection, id);
      return row.isPresent() ? opened(connection, row.get()) : Optional.empty();
    });
  }

  /** That whose attempt became, or becomes, this call; of an attempt that was followed by another, none. */
  public CompletionStage<Optional<Outbound>> ofCall(UUID callId) {
    return database.transact(connection -> {
      Optional<OutboundTable.Row> row = OutboundTable.ofCall(connection, callId);
      return row.isPresent() ? opened(connection, row.get()) : Optional.empty();
    });
  }

  /** Those that were claimed or answered, and are not over. */
  public CompletionStage<List<Outbound>> open() {
    return database.transact(connection -> opened(
        connection,
        OutboundTable.in(connection, List.of("claimed", "cancelling", "doubtful", "answered"))));
  }

  /**
   * Those that may be dialled, the longest due first.
   *
   * @param trunks by one of which they are to be dialled
   */
  public CompletionStage<List<Outbound>> due(Instant now, Collection<String> trunks, int most) {
    return trunks.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : database.transact(
            connection -> opened(connection, OutboundTable.due(connection, now, trunks, most)));
  }

  /** Those whose key cannot be read now must not keep others waiting. */
  private static void putOffUnreadable(
      Connection connection, List<OutboundTable.Row> rows, List<Outbound> readable, Instant now)
      throws SQLException {
    List<UUID> known = readable.stream().map(Outbound::id).toList();
    for (OutboundTable.Row row : rows) {
      if (!known.contains(row.id())) {
        OutboundTable.putOff(connection, row.id(), stored(now.plus(UNREADABLE_AGAIN)));
      }
    }
  }

  /**
   * Claims one that is due for its next attempt, if the rules allow it at this moment; else it is put off or refused, and
   * why is kept. The dial counts from now on.
   *
   * @throws IllegalStateException (by the stage) where the do-not-call list cannot be compared with, since its key is gone
   */
  public CompletionStage<Claim> claim(UUID id, DialRules rules, Instant now) {
    return written(connection -> {
      Instant at = stored(now);
      String mark =
          SubjectKey.of(connection).mark(); // before anything is locked: it may have to commit
      Optional<OutboundTable.Row> row = OutboundTable.lock(connection, id);
      if (row.isEmpty()
          || row.get().erase()
          || !row.get().campaign().isEmpty()
              && OutboundTable.paused(connection, row.get().campaign())) {
        return new Claim.NotNow();
      }
      Optional<Outbound> one = opened(connection, row.get());
      Optional<OutboundCall> claimed = one.flatMap(known -> known.call().claim(at));
      if (claimed.isEmpty()) {
        return new Claim.NotNow();
      }
      if (DoNotCallTable.hasOtherKey(connection, mark)) {
        throw new IllegalStateException(
            "the do-not-call list was written under another key (audit_key):"
                + " nothing is dialled until that key is restored");
      }
      Outbound judged = judged(one.get(), rules, known(connection, row.get().numberHash()), at);
      if (judged != one.get()) {
        OutboundTable.update(connection, judged);
        told(connection, judged);
        return judged.call().state() instanceof OutboundState.Refused refused
            ? new Claim.Refused(refused.why())
            : new Claim.NotNow();
      }
      Outbound taken = one.get().now(claimed.get(), at);
      OutboundTable.update(connection, taken);
      DialTable.add(connection, taken.callId(), row.get().numberHash(), at);
      return new Claim.Claimed(taken);
    });
  }

  /**
   * Changes one as it is now.
   *
   * @param how its next state; empty where that is not possible
   * @return what it is then; empty where it could not be changed, or is not there
   */
  public CompletionStage<Optional<Outbound>> change(
      UUID id, Instant now, Function<OutboundCall, Optional<OutboundCall>> how) {
    return written(connection -> changed(connection, id, now, how));
  }

  private Optional<Outbound> changed(
      Connection connection,
      UUID id,
      Instant now,
      Function<OutboundCall, Optional<OutboundCall>> how)
      throws SQLException {
    Optional<OutboundTable.Row> row = OutboundTable.lock(connection, id);
    Optional<Outbound> one = row.isPresent() ? opened(connection, row.get()) : Optional.empty();
    Optional<Outbound> next =
        one.flatMap(known -> how.apply(known.call()).map(to -> known.now(to, stored(now))));
    if (next.isPresent()) {
      Outbound kept = next.get();
      if (row.get().erase() && isIdle(kept.call().state())) {
        delete(connection, List.of(id), stored(now));
      } else {
        OutboundTable.update(connection, kept);
      }
      told(connection, kept);
    }
    return next;
  }

  /**
   * The attempt under way was surely not dialled: it does not count, and comes again later.
   *
   * @param one as it was claimed
   * @param due when it comes at the earliest
   * @return what it is then; empty where it is not under way any more
   */
  public CompletionStage<Optional<Outbound>> notSent(Outbound one, Instant due, Instant now) {
    return written(connection -> {
      Optional<Outbound> next = changed(
          connection, one.id(), now, call -> call.notSent(one.call().attempt(), stored(due)));
      if (next.isPresent()) {
        DialTable.undo(connection, one.callId());
      }
      return next;
    });
  }

  /**
   * What the call log has of calls.
   *
   * @return of each that it has, whether it is over
   */
  public CompletionStage<Map<UUID, Boolean>> logged(Collection<UUID> callIds) {
    List<String> ids = callIds.stream().map(UUID::toString).toList();
    return ids.isEmpty()
        ? CompletableFuture.completedFuture(Map.of())
        : database.transact(connection -> OutboundTable.logged(connection, ids));
  }

  /** Refuses what waits though its window is over, whichever trunk it was to go by. */
  public CompletionStage<Integer> expire(DialRules rules, Instant now, int most) {
    return written(connection -> {
      int expired = 0;
      for (Outbound one : opened(connection, OutboundTable.waiting(connection, now, most))) {
        Outbound judged = judged(one, rules, NumberRecord.NOTHING, stored(now));
        if (judged.call().state() instanceof OutboundState.Refused) {
          Instant at = stored(now);
          changed(
              connection,
              one.id(),
              at,
              call -> call.refuse(((OutboundState.Refused) judged.call().state()).why()));
          expired++;
        }
      }
      return expired;
    });
  }

  // ---- deletion

  /**
   * Deletes all that is kept of a number but that it was dialled: at once where nothing is under way, else once that is over.
   * Nothing of it is dialled any more.
   */
  void erase(Connection connection, String numberHash, Instant now) throws SQLException {
    OutboundTable.erase(connection, numberHash);
    List<UUID> gone = new ArrayList<>();
    for (OutboundTable.Row row : OutboundTable.ofNumber(connection, numberHash, " FOR UPDATE")) {
      if (isIdle(row.call().state())) {
        gone.add(row.id());
      }
    }
    delete(connection, gone, now);
  }

  private static boolean isIdle(OutboundState state) {
    return state instanceof OutboundState.Waiting
        || state instanceof OutboundState.Over
        || state instanceof OutboundState.Refused;
  }

  private void delete(Connection connection, List<UUID> ids, Instant now) throws SQLException {
    if (!ids.isEmpty()) {
      OutboundTable.delete(connection, ids);
      keys.destroy(connection, ids.stream().map(UUID::toString).toList(), now);
    }
  }

  /**
   * Deletes what is over and was kept long enough, or is to be deleted, and forgets dials that no rule counts any more.
   *
   * @return whether there may be more
   */
  public CompletionStage<Boolean> forget(Instant before, Instant dials, int most, Instant now) {
    return written(connection -> {
      List<UUID> over = OutboundTable.over(connection, before, most).stream()
          .map(OutboundTable.Row::id)
          .toList();
      delete(connection, over, stored(now));
      DialTable.forget(connection, dials);
      return over.size() == most;
    });
  }

  // ---- what is sealed

  private byte[] sealed(Connection connection, Outbound one, Instant now) throws SQLException {
    byte[] plain = OutboundContent.bytes(one.order());
    CallSeal seal = keys.begin(connection, one.id().toString(), now);
    if (seal instanceof CallSeal.Keyed keyed) {
      return keyed.key().seal(plain, OutboundContent.context(one.id()));
    }
    if (seal instanceof CallSeal.Plain) {
      return plain;
    }
    throw new IllegalStateException("a new outbound call cannot be sealed: " + seal);
  }

  private List<Outbound> opened(Connection connection, List<OutboundTable.Row> rows)
      throws SQLException {
    List<Outbound> all = new ArrayList<>();
    for (OutboundTable.Row row : rows) {
      opened(connection, row).ifPresent(all::add);
    }
    return all;
  }

  /** What was asked for; empty where its key is gone, or its master key is not in the settings. */
  private Optional<Outbound> opened(Connection connection, OutboundTable.Row row)
      throws SQLException {
    String id = row.id().toString();
    CallSeal seal = keys.toRead(connection, List.of(id)).get(id);
    Optional<byte[]> plain = seal instanceof CallSeal.Keyed keyed
        ? keyed.key().open(row.content(), OutboundContent.context(row.id()))
        : seal instanceof CallSeal.Plain ? Optional.of(row.content()) : Optional.empty();
    return plain.map(bytes -> new Outbound(
        row.id(),
        OutboundContent.order(bytes, row.profile(), row.trunk(), row.campaign()),
        row.call(),
        row.held(),
        row.createdAt(),
        row.changedAt()));
  }

  private <T> CompletionStage<T> written(Database.Work<T> work) {
    return database.transact(connection -> {
      disk.check();
      T result = work.with(connection);
      connection.commit();
      CommittedWrites.await(
          connection); // what was answered, and what is dialled, must not be forgotten by a kill
      return result;
    });
  }

  /** As a database has it. */
  private static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
