package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.words;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.TransferConfirmed;
import talkspurt.call.CallEvent.TransferFailed;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallRequest.Report;

class CallStateTest {

  /**
   * What each state says to each request: + granted, = known, and refused: - not now, u unknown
   * call, a not announced, r already registered, l not your line, e call ended, t unknown tool,
   * h tool has run, f tool forsaken.
   *
   * <p>The columns are absent, expected, stranger, greeting, barged0, listening, speaking, errand,
   * barged, replied, moving, moved, arrived, consulting, failed, lost, gone, using, used, forsaken, ended.
   */
  private static final String VERDICTS = """
      register, same plan | + = + = = = = = = = = = = = = = = = = = =
      register, other plan| + r + r r r r r r r r r r r r r r r r r e
      prove A             | u l = = = = = = = = = l l l = l l = = = e
      prove B             | u l l l l l l l l l l l l l l l l l l l e
      attach A            | a + = = = = = = = = = + + + = + + = = = e
      attach B            | a + + + + + + + + + + + + + + + + + + + e
      attach B, stranger  | + + + + + + + + + + + + + + + + + + + + e
      keep A              | u l = = = = = = = = = + + + = + + = = = e
      keep B              | u l l l l l l l l l l l l l l l l l l l e
      lose A              | u = + + + + + + + + + = = = + = = + + + =
      lose B              | u = = = = = = = = = = = = = = = = = = = =
      end                 | u + + + + + + + + + + + + + + + + + + + =
      return t1           | u t t t t t t t t t t t t t t t t + = + t
      change instructions | u + + + + + + + + + + + + + + + + + + + e
      change voice        | u + v v v v v v v v v v v v v v v v v v e
      say                 | u + + + + + + + + + - - - - + + + + + + e
      order keys          | u + + + + + + + + + - - - - + + + + + + e
      tell of keys        | u - - - - - - - - - - - - - - - - - - - e
      check time          | = = = = = = = = = = = = = = = = = = = = =
      confirm transfer    | u - - - - - - - - - + + = + - - - - - - e
      send to sales       | u - + + + + + + + + = = = = + + + + + + e
      send away           | u - + + + + + + + + - - - - + + + + + + e
      fail transfer       | u - - - - - - - - - + + + + = - - - - - e
      caller left         | u - - - - - - - - - + + + + = - - - - - e
      begin consultation  | u - - - - - - - - - + + + = - - - - - - e
      segment 1 by B      | u l l l l l l l l l l l l l l l l l l l e
      cut 0               | u l + + + = = = = = = l l l = l l = = = e
      segment 0           | u l + + + = = = = = = l l l = l l = = = e
      played 0            | u l + + - = = = = = = l l l = l l = = = e
      said 0              | u l - - = = = = = = = l l l = l l = = = e
      interrupted 0       | u l + + = = = = = = = l l l = l l = = = e
      yielded 0           | u l - - + = = = = = = l l l = l l = = = e
      resumed 0           | u l = = + = = = = = = l l l = l l = = = e
      end_call 0          | u l - - - - = = = = = l l l = l l = = = e
      cut 1               | u l - - - - + + + = = l l l = l l + + + e
      segment 1           | u l - - - - + + + = = l l l = l l + + + e
      played 1            | u l - - - - + + - = = l l l = l l + + + e
      said 1              | u l - - - + = = = = = l l l = l l = = = e
      interrupted 1       | u l - - - - + + = = = l l l = l l + + + e
      yielded 1           | u l - - - - - - + = = l l l = l l - - - e
      resumed 1           | u l - - - - = = + = = l l l = l l = = = e
      end_call 1          | u l - - - - + - + - = l l l = l l + + + e
      cut 2               | u l - - - - - - - - - l l l + l l - - - e
      segment 2           | u l - - - - - - - - - l l l + l l - - - e
      played 2            | u l - - - - - - - - - l l l + l l - - - e
      said 2              | u l - - - - - - - + - l l l = l l - - - e
      interrupted 2       | u l - - - - - - - - - l l l + l l - - - e
      yielded 2           | u l - - - - - - - - - l l l - l l - - - e
      resumed 2           | u l - - - - - - - - - l l l = l l - - - e
      end_call 2          | u l - - - - - - - - - l l l + l l - - - e
      fault               | u l + + + + + + + + + l l l + l l + + + e
      failed              | u l + + + + + + + + + l l l + l l + + + e
      failed again        | u l + + + + + + + + + l l l + l l + + + e
      no fault            | u l = = = = = = = = = l l l = l l = = = e
      segment 0 again     | u l + = = = = = = = = l l l = l l = = = e
      segment 1 again     | u l - - - - = = = = = l l l = l l = = = e
      keys 1              | u l - - - + = = = = = l l l = l l = = = e
      silence 1           | u l - - - + = = = = = l l l = l l = = = e
      bot began 1         | u l - - - + = = = = = l l l = l l = = = e
      operator 1          | u l - - - - = = = = = l l l = l l = = = e
      transcribed 0       | u l = = = = = = = = = l l l = l l = = = e
      transcribed 1       | u l - - - - + + + + + l l l + l l + + + e
      odd cue 1           | u l - - - - = = = = = l l l = l l = = = e
      transfer k1         | u l - - - - + = + - = l l l = l l + + + e
      transfer k2         | u l - - - - + = + - = l l l = l l + + + e
      transfer away       | u l - - - - + - + - = l l l = l l + + + e
      transfer nowhere    | u l - - - - t - t - = l l l = l l t t t e
      unknown tool        | u l - - - - t - t - = l l l = l l t t t e
      withheld 0          | u l + + + + + + + + + l l l + l l + + + e
      withheld 1          | u l - - - - + + + + + l l l + l l + + + e
      consent given       | u l + + + + + + + + + l l l + l l + + + e
      consent refused     | u l + + + + + + + + + l l l + l l + + + e
      opted out           | u l + + + + + + + + + l l l + l l + + + e
      begin t1            | u l - - - - + + + - - l l l - l l = h f e
      begin t2            | u l - - - - + + + - - l l l - l l + + + e
      begin t2, turn 0    | u l - - - - - - - - - l l l - l l - - - e
      begin end_call      | u l - - - - - - - - - l l l - l l - - - e
      """;

  @TestFactory
  Stream<DynamicTest> eachStateSaysToEachRequestWhatTheTableTells() {
    Map<String, CallRequest> requests = CallSamples.requests();
    return VERDICTS.lines().map(line -> line.split("\\|")).map(row -> {
      CallRequest request = requests.get(row[0].strip());
      return DynamicTest.dynamicTest(
          row[0].strip(), () -> assertThat(verdicts(request)).isEqualTo(row[1].strip()));
    });
  }

  @Test
  void theTableHasARowForEachRequestAndAColumnForEachState() {
    assertThat(VERDICTS.lines().map(line -> line.split("\\|")[0].strip()))
        .containsExactlyElementsOf(CallSamples.requests().keySet());
    List<Object> asked = CallSamples.requests().values().stream()
        .flatMap(request -> request instanceof Report report
            ? Stream.of(report, report.fact())
            : Stream.of(request))
        .collect(Collectors.toList());
    assertThat(kinds(CallRequest.class))
        .allSatisfy(kind -> assertThat(asked).hasAtLeastOneElementOfType(kind));
    assertThat(kinds(Fact.class))
        .allSatisfy(kind -> assertThat(asked).hasAtLeastOneElementOfType(kind));
    assertThat(kinds(CallState.class))
        .allSatisfy(
            kind -> assertThat(CallSamples.states().values()).hasAtLeastOneElementOfType(kind));
  }

  @Test
  void aCallWaitsForTheSameThingsAsLongAsItsConditionHolds() {
    Map<String, Expiry> waiting = new HashMap<>();
    CallSamples.states()
        .forEach((name, state) -> state.expiry().ifPresent(expiry -> waiting.put(name, expiry)));
    assertThat(waiting)
        .isEqualTo(Map.of(
            "expected", Expiry.EXPECTED_AUDIO,
            "moved", Expiry.TRANSFER_REPORT,
            "arrived", Expiry.TRANSFER_SETTLED,
            "consulting", Expiry.CONSULTATION,
            "lost", Expiry.REATTACHMENT,
            "gone", Expiry.HANG_UP_GRACE));
  }

  @Test
  void tellsTheDialplanToReconnectAsLongAsTheCallIsLive() {
    Map<String, NextStep> other = new HashMap<>();
    CallSamples.states().forEach((name, state) -> {
      if (!(state.next() instanceof NextStep.Reconnect)) {
        other.put(name, state.next());
      }
    });
    NextStep move = new NextStep.Transfer(CallSamples.SALES);
    assertThat(other)
        .isEqualTo(Map.of(
            "absent",
            new NextStep.HangUp(),
            "moving",
            move,
            "moved",
            move,
            "arrived",
            move,
            "consulting",
            move,
            "ended",
            new NextStep.HangUp()));
  }

  @Test
  void aNoToRecordingIsFinalAndAYesCanBeTakenBackOnce() {
    Consent yes = new Consent(Consent.Answer.GIVEN, Consent.By.KEY, 0);
    Consent no = new Consent(Consent.Answer.REFUSED, Consent.By.OPT_OUT, 1);
    CallState unasked = CallSamples.states().get("listening");
    CallState agreed = unasked.after(new CallEvent.ConsentGiven(AT, yes.by(), yes.turn()));
    CallState refused = agreed.after(new CallEvent.ConsentRefused(AT, no.by(), no.turn()));
    assertThat(unasked.consent(yes, AT)).isInstanceOf(Verdict.Accept.class);
    assertThat(agreed.consent(yes, AT)).isInstanceOf(Verdict.Known.class);
    assertThat(agreed.consent(no, AT)).isInstanceOf(Verdict.Accept.class);
    assertThat(refused.consent(yes, AT)).isInstanceOf(Verdict.Known.class);
    assertThat(refused.consent(no, AT)).isInstanceOf(Verdict.Known.class);
    assertThat(refused.file().plan().consent()).contains(no);
  }

  @Test
  void aSettledTransferStaysTheNextStep() {
    NextStep move = new NextStep.Transfer(CallSamples.SALES);
    for (String settled : List.of("moved", "arrived")) {
      EndReason reason = state(settled).expiry().orElseThrow().reason();
      assertThat(state(settled).after(new CallEnded(AT, reason)).next()).isEqualTo(move);
    }
  }

  @Test
  void onlyACallerWhoArrivedWasTransferred() {
    assertThat(state("moved").expiry().orElseThrow().reason())
        .isEqualTo(EndReason.TRANSFER_UNCONFIRMED);
    assertThat(state("arrived").expiry().orElseThrow().reason()).isEqualTo(EndReason.TRANSFERRED);
    CallState transferred = state("arrived").after(new CallEnded(AT, EndReason.TRANSFERRED));
    assertThat(transferred.confirmTransfer(AT)).isEqualTo(Verdict.known());
  }

  @Test
  void aCallerWhoArrivedMayStillComeBack() {
    CallState back = state("arrived").after(new TransferFailed(AT, "NOANSWER"));
    assertThat(((Speaking) back).cue()).isEqualTo(new TurnInput.TransferFailed("NOANSWER"));
  }

  @Test
  void whatWasHeardBeforeSomebodySentTheCallerAwayIsKept() {
    TransferRequested sent = new TransferRequested(AT, CallSamples.SALES, true, "desk");
    for (String name : List.of("greeting", "barged0", "speaking", "barged", "listening")) {
      CallState now = state(name);
      CallState moving = now.after(sent);
      assertThat(moving).as(name).isInstanceOf(Transferring.class);
      CallState ended = now.after(new CallEnded(AT, EndReason.HUNG_UP_BY_REQUEST));
      assertThat(moving.file().transcript()).as(name).isEqualTo(ended.file().transcript());
    }
  }

  @Test
  void whoeverIsTakenByAPersonHasArrived() {
    CallState taken = state("consulting").after(new TransferConfirmed(AT));
    assertThat(taken).isEqualTo(state("arrived"));
  }

  @Test
  void aCallerWhoIsNotTakenByAPersonIsTalkedToAgain() {
    CallState back = state("consulting").after(new TransferFailed(AT, "refused"));
    assertThat(((Speaking) back).cue()).isEqualTo(new TurnInput.TransferFailed("refused"));
  }

  @Test
  void aCallerWhoDoesNotWaitForAPersonWasNotTransferred() {
    CallState gone = state("consulting").after(new CallEnded(AT, EndReason.CALLER_HUNG_UP));
    assertThat(gone).isInstanceOf(Ended.class);
    assertThat(((Ended) gone).movedTo()).isEmpty();
    CallState given = state("consulting").after(new CallEnded(AT, EndReason.TRANSFER_UNCONFIRMED));
    assertThat(((Ended) given).movedTo()).contains(CallSamples.SALES);
  }

  @Test
  void whoStillHasTheCallerOfALostCallIsToldSo() {
    Map<EndReason, NextStep> told = new java.util.EnumMap<>(EndReason.class);
    for (EndReason reason : EndReason.values()) {
      told.put(reason, state("speaking").after(new CallEnded(AT, reason)).next());
    }
    assertThat(told)
        .isEqualTo(Map.ofEntries(
            Map.entry(EndReason.COMPLETED, new NextStep.HangUp()),
            Map.entry(EndReason.HUNG_UP_BY_REQUEST, new NextStep.HangUp()),
            Map.entry(EndReason.BOT_HUNG_UP, new NextStep.HangUp()),
            Map.entry(EndReason.LONGEST_REACHED, new NextStep.HangUp()),
            Map.entry(EndReason.BUDGET_REACHED, new NextStep.HangUp()),
            Map.entry(EndReason.TRANSFERRED, new NextStep.HangUp()),
            Map.entry(EndReason.TRANSFER_UNCONFIRMED, new NextStep.HangUp()),
            Map.entry(EndReason.CALLER_HUNG_UP, new NextStep.Lost()),
            Map.entry(EndReason.NO_AUDIO, new NextStep.Lost()),
            Map.entry(EndReason.LINE_LOST, new NextStep.Lost()),
            Map.entry(EndReason.BOT_FAILED, new NextStep.Lost()),
            Map.entry(EndReason.VOICE_FAILED, new NextStep.Lost()),
            Map.entry(EndReason.SENT_TO_PEOPLE, new NextStep.Lost()),
            Map.entry(EndReason.BUSY, new NextStep.Busy())));
  }

  @Test
  void instructsTheLiveHalfByWhatTheCallIsDoing() {
    Map<String, Class<?>> kinds = new HashMap<>();
    CallSamples.states()
        .forEach((name, state) -> kinds.put(name, state.instruction().getClass()));
    assertThat(kinds)
        .containsEntry("absent", Instruction.Await.class)
        .containsEntry("expected", Instruction.Await.class)
        .containsEntry("stranger", Instruction.Greet.class)
        .containsEntry("greeting", Instruction.Greet.class)
        .containsEntry("barged0", Instruction.Judge.class)
        .containsEntry("listening", Instruction.Listen.class)
        .containsEntry("replied", Instruction.Listen.class)
        .containsEntry("speaking", Instruction.Answer.class)
        .containsEntry("errand", Instruction.Answer.class)
        .containsEntry("barged", Instruction.Judge.class)
        .containsEntry("moving", Instruction.HandOver.class)
        .containsEntry("failed", Instruction.Answer.class)
        .containsEntry("lost", Instruction.Answer.class)
        .containsEntry("ended", Instruction.HangUp.class);
  }

  @Test
  void whatIsHeardOfASpeechDoesNotMakeItAnotherOne() {
    CallState speaking = state("speaking");
    CallState further = speaking.after(new SegmentPlayed(AT, 1, words("Still here.")));
    assertThat(further.instruction()).isNotEqualTo(speaking.instruction());
    assertThat(further.instruction().sameWorkAs(speaking.instruction())).isTrue();
    assertThat(further.instruction().sameWorkAs(state("failed").instruction())).isFalse();
    assertThat(state("greeting").instruction().sameWorkAs(state("stranger").instruction()))
        .isFalse();
  }

  @Test
  void aToolRunsWhenTheWordsBeforeItHaveBeenHeard() {
    Verdict verdict = ask("errand", new Fact.SpeechPlayed(1, words("One moment.")));
    assertThat(verdict)
        .isEqualTo(Verdict.accept(
            new ReplyPlayed(AT, 1, words("One moment.")),
            new ToolReturned(AT, "k1", "done"),
            new TransferRequested(AT, CallSamples.SALES)));
  }

  @Test
  void aFailureIsTakenOnceAndCountedWhateverTheStateIs() {
    CallState call = CallSamples.states().get("speaking");
    Fact failed = new Fact.Failed(Failure.Part.AGENT, 1, CallSamples.failure(1));
    CallState after = after(call, failed);
    assertThat(after.file().tally().failures()).isEqualTo(1);
    assertThat(failed.askOf(after, AT)).isEqualTo(Verdict.known());
    CallState elsewhere = after
        .after(new CallEvent.LineLost(AT, "A", LineLoss.NODE_LOST))
        .after(new CallEvent.LineAttached(AT, "B"));
    assertThat(failed.askOf(elsewhere, AT)).isInstanceOf(Verdict.Accept.class);
    assertThat(elsewhere.file().tally())
        .isEqualTo(new CallTally(Optional.of(AT), 2, 1, 1, 0, 0, 0, CallCost.NONE));
  }

  @Test
  void onlySpeechThatWasHeardIsBargedInto() {
    CallState call = CallSamples.states().get("speaking");
    CallState heard = after(after(call, new Fact.Interrupted(1, 400)), new Fact.Resumed(1));
    CallState kept = after(after(heard, new Fact.Interrupted(1, 0)), yielded());
    assertThat(kept.file().tally().bargeIns()).isZero();
    CallState barged = after(after(call, new Fact.Interrupted(1, 400)), yielded());
    assertThat(barged.file().tally().bargeIns()).isEqualTo(1);
  }

  private static Fact yielded() {
    return new Fact.Yielded(1, CallSamples.words("One"));
  }

  private static CallState after(CallState call, Fact fact) {
    return RandomCalls.after(call, (Verdict.Accept) fact.askOf(call, AT));
  }

  @Test
  void aToolIsForgottenWhenTheCallerBreaksIn() {
    CallState barged = state("errand").after(new CallEvent.CallerInterrupted(AT, 1, 400));
    CallState yielded = barged.after(new FloorYielded(AT, 1, words("One")));
    assertThat(yielded).isInstanceOf(Listening.class);
    CallState resumed = barged.after(new CallEvent.FloorKept(AT, 1));
    assertThat(resumed).isEqualTo(state("errand"));
  }

  @Test
  void aToolThatRanOnALostLineIsNotRunAgainButMayStillReturn() {
    CallState back =
        state("using").after(CallSamples.lost(LineLoss.NODE_LOST)).after(new LineAttached(AT, "B"));
    Fact again = new Fact.ToolBegins(1, "t1", "look_up", Map.of("name", "Ann"));
    assertThat(new Report("B", again).askOf(back, AT))
        .isEqualTo(Verdict.refuse(Refusal.TOOL_FORSAKEN));
    assertThat(((Instruction.Answer) back.instruction()).tools())
        .extracting(ToolUse::forsaken)
        .containsExactly(true);
    CallState told = back.after(new ToolReturned(AT, "t1", "booked"));
    assertThat(told.file().tools())
        .extracting(ToolUse::outcome)
        .containsExactly(Optional.of("booked"));
    assertThat(new Report("B", again).askOf(told, AT))
        .isEqualTo(Verdict.refuse(Refusal.TOOL_HAS_RUN));
  }

  @Test
  void aToolMayReturnWhenTheCallIsOver() {
    CallState ended = state("using").after(new CallEnded(AT, EndReason.CALLER_HUNG_UP));
    Verdict verdict = new CallRequest.ReturnTool("t1", "booked").askOf(ended, AT);
    assertThat(verdict).isEqualTo(Verdict.accept(new ToolReturned(AT, "t1", "booked")));
    CallState told = ended.after(new ToolReturned(AT, "t1", "booked"));
    assertThat(told.ended()).isTrue();
    assertThat(told.file().tools().get(0).outcome()).contains("booked");
  }

  @Test
  void whatACallHasCostMayBecomeKnownWhenItIsOver() {
    CallState ended = state("ended");
    CallCost told = CallCost.on(
        "A", new Spending(Map.of("voice", new Spending.Spent(30, Map.of("characters", 2L)))));
    assertThat(ended.settleCost(CallCost.NONE, AT)).isEqualTo(Verdict.known());
    assertThat(state("listening").settleCost(told, AT)).isEqualTo(Verdict.known());
    assertThat(ended.settleCost(told, AT)).isEqualTo(Verdict.accept(new CallEvent.CostSettled(AT)));
    CallState settled = ended.after(new CallEvent.CostSettled(AT, told));
    assertThat(settled.ended()).isTrue();
    assertThat(settled.file().tally().cost()).isEqualTo(told);
    assertThat(settled.settleCost(told, AT)).isEqualTo(Verdict.known());
  }

  @Test
  void noMoreToolsAreUsedInACallThanIsBearable() {
    CallState call = state("speaking");
    for (int used = 0; used < ToolUse.MOST; used++) {
      call = call.after(new CallEvent.ToolRequested(AT, 1, "t" + used, "look_up", Map.of()));
    }
    Fact oneMore = new Fact.ToolBegins(1, "t", "look_up", Map.of());
    assertThat(new Report("A", oneMore).askOf(call, AT))
        .isEqualTo(Verdict.refuse(Refusal.TOO_MANY_TOOLS));
  }

  @Test
  void whatAToolDoesDoesNotMakeItAnotherAnswer() {
    assertThat(state("used").instruction().sameWorkAs(state("speaking").instruction()))
        .isTrue();
  }

  @Test
  void anotherLineTakesOver() {
    CallRequest attach = new CallRequest.AttachLine("B", Optional.empty());
    assertThat(attach.askOf(state("barged"), AT))
        .isEqualTo(
            Verdict.accept(new LineLost(AT, "A", LineLoss.REPLACED), new LineAttached(AT, "B")));
  }

  @Test
  void aLineThatComesBackFindsTheSpeechWhereItWasPaused() {
    CallState back = state("barged")
        .after(CallSamples.lost(LineLoss.NODE_LOST))
        .after(new LineAttached(AT, "B"));
    assertThat(back).isInstanceOf(Speaking.class);
    assertThat(back.instruction()).isInstanceOf(Instruction.Answer.class);
    assertThat(((Instruction.Answer) back.instruction()).heard()).isEqualTo(words("One moment."));
  }

  @Test
  void aCallerWhoCannotBeMovedIsTalkedToAgain() {
    CallState back = state("moved").after(new TransferFailed(AT, "busy"));
    assertThat(back).isInstanceOf(Speaking.class);
    assertThat(((Speaking) back).cue()).isEqualTo(new TurnInput.TransferFailed("busy"));
    assertThat(back.expiry()).contains(Expiry.HANG_UP_GRACE);
  }

  @Test
  void aLateCallStartFillsInWhatWasNotKnown() {
    CallState announced = state("stranger").after(new CallRegistered(AT, CallSamples.PLAN));
    assertThat(announced.file().plan()).isEqualTo(CallSamples.PLAN);
    assertThat(announced.carriedBy("A")).isTrue();
  }

  @Test
  void theTranscriptHoldsWhatWasHeardAndNoMore() {
    CallState ended = state("speaking").after(new CallEnded(AT, EndReason.CALLER_HUNG_UP));
    assertThat(ended.file().transcript())
        .extracting(line -> line.speaker() + " " + line.words().text())
        .containsExactly("BOT Hello. How can I help?", "CALLER Sales, please", "BOT One moment.");
  }

  @Test
  void whatCannotHaveHappenedIsABugOfOurs() {
    assertThatThrownBy(() -> state("expected").after(new CallerSaid(AT, 1, words("hi"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("CallerSaid cannot happen in Expected");
    assertThatThrownBy(() -> state("ended").after(new LineAttached(AT, "A")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> state("absent").after(new LineAttached(AT, "A")))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Verdict ask(String state, Fact fact) {
    return new Report("A", fact).askOf(state(state), AT);
  }

  private static CallState state(String name) {
    return CallSamples.states().get(name);
  }

  private static String verdicts(CallRequest request) {
    return CallSamples.states().values().stream()
        .map(state -> code(request.askOf(state, AT)))
        .collect(Collectors.joining(" "));
  }

  private static String code(Verdict verdict) {
    if (verdict instanceof Verdict.Accept) {
      return "+";
    }
    if (verdict instanceof Verdict.Known) {
      return "=";
    }
    if (verdict instanceof Verdict.Refuse refuse) {
      return switch (refuse.why()) {
        case NOT_NOW -> "-";
        case UNKNOWN_CALL -> "u";
        case NOT_ANNOUNCED -> "a";
        case ALREADY_REGISTERED -> "r";
        case NOT_YOUR_LINE -> "l";
        case LINE_IN_USE -> "i";
        case CALL_ENDED -> "e";
        case UNKNOWN_TOOL -> "t";
        case TOOL_HAS_RUN -> "h";
        case TOOL_FORSAKEN -> "f";
        case TOO_MANY_TOOLS -> "m";
        case VOICE_STAYS -> "v";
        case KEY_IN_USE -> "k";
        case TOO_MANY_WORDS -> "w";
        case COMMAND_KNOWN -> "o";
        case TOO_MANY_COMMANDS -> "c";
      };
    }
    throw new AssertionError(verdict);
  }

  private static List<Class<?>> kinds(Class<?> sealed) {
    return Arrays.asList(sealed.getPermittedSubclasses());
  }
}
