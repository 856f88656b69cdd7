package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import talkspurt.loadtest.standin.Brain;
import talkspurt.loadtest.standin.Fault;
import talkspurt.loadtest.standin.Faults;

/** The conversation that callers have with agents: what is asked, what is answered, and what goes wrong. */
final class Receptionist {
  static final String GREETING =
      "Hello and welcome to the stand in company. What can I do for you today?";
  static final String APOLOGY = "I am sorry that went wrong.";
  static final String GOODBYE = "Goodbye for now.";
  static final List<String> FILLERS = List.of("One moment please.", "I am still working on it.");
  static final String DESTINATION = "queues,operator,1";
  static final List<String> TOOLS = List.of("check_availability", "book_appointment");
  static final int YIELDED = 2;
  static final int RESUMED = 1;

  private static final int INTO_A_REPLY_MS = 1300;

  private Receptionist() {}

  static Brain brain() {
    return new Brain()
        .says(
            "opening hours",
            "We are open from Monday to Friday from nine until six. On Saturday we close at two.")
        .says(
            "technical support",
            "Our technicians look after all machines that were bought here. They come to your"
                + " house within two days and bring all the parts that they may need.")
        .says(
            "connect me to",
            "Before I connect you there is something to know. All operators are speaking to other"
                + " customers and you would have to wait.")
        .says("keys 5", "You have pressed the five.")
        .uses(
            "is monday free",
            "Let me look that up.",
            "check_availability",
            Map.of("day", "2026-11-23"))
        .told("is monday free", "10:00", "Monday at ten is free.")
        .uses(
            "book it",
            "I will write it down.",
            "book_appointment",
            Map.of("day", "2026-11-23", "time", "10:00"))
        .told("book it", "pending", "The calendar is slow today.")
        .told("book it", "takes longer", "The calendar is slow today.")
        .told("kept silent", "booked", "Your appointment is now in the calendar.")
        .says(
            "sales",
            "Our sales department sells new and used machines of all sizes. It is on the second floor.")
        .says(
            "what does it cost",
            "A visit costs eighty in the city. Outside of the city it costs ten more for each"
                + " hour of driving.")
        .says("parking", "There is a garage behind the house.")
        .says("get there", "Take the tram number four to the harbour.")
        .says("pay by card", "This answer comes too late for anybody to hear it.")
        .says(
            "open at lunch",
            "We never close for lunch since our kitchen is in the office and somebody always stays"
                + " at the telephone while the others eat.")
        .told("person", "as soon as", "")
        .uses(
            "person",
            "I am connecting you now.",
            "transfer_call",
            Map.of("destination", "operator"));
  }

  /** What can go wrong where. */
  record Troubles(Faults transcriber, Faults agent, Faults voice) {}

  /** The caller's part. */
  static void talk(ScriptedCall call, Path say, Troubles troubles)
      throws IOException, InterruptedException {
    call.ask(Clip.of(say, "hours", "what are your opening hours"));
    call.ask(Clip.of(say, "support", "technical support"));
    call.breakIn(INTO_A_REPLY_MS, Clip.of(say, "operator", "connect me to an operator"));
    call.murmur(INTO_A_REPLY_MS, Clip.of(say, "ok", "okay"));
    call.press('5');
    call.ask(Clip.of(say, "monday", "is monday free"));
    call.ask(Clip.of(say, "book", "book it please"));
    call.awaitNews();
    call.awaitTurn();
    troubles.voice().next(new Fault.DiesHalfWay());
    call.ask(Clip.of(say, "sales", "sales please"));
    call.awaitTurn();
    troubles.agent().next(new Fault.DiesHalfWay());
    call.ask(Clip.of(say, "price", "what does it cost"));
    call.awaitTurn();
    troubles.transcriber().next(new Fault.DiesHalfWay());
    call.ask(Clip.of(say, "parking", "do you have parking"));
    call.awaitTurn();
    troubles.agent().next(new Fault.Status(500));
    troubles.voice().next(new Fault.Late(Duration.ofMillis(900)));
    call.ask(Clip.of(say, "way", "how do i get there"));
    call.awaitTurn();
    troubles.agent().next(new Fault.Hangs());
    troubles.agent().next(new Fault.Hangs());
    call.ask(Clip.of(say, "card", "can i pay by card"));
    call.awaitTurn();
    call.ask(Clip.of(say, "lunch", "are you open at lunch"));
    call.breakIn(INTO_A_REPLY_MS, Clip.of(say, "person", "a person please"));
    call.awaitEnd();
  }
}
