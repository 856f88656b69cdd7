"""Tests of soak_figures: cd loadtest && python3 -m unittest soak_test"""
import unittest

import soak_figures as f

GC = """\
[25.702s][info][gc] GC(75) Pause Young (Prepare Mixed) (G1 Evacuation Pause) 232M->193M(342M) 6.333ms
[33.920s][info][gc] GC(77) Pause Full (Diagnostic Command) 230M->175M(295M) 264.745ms
[34.708s][info][gc] GC(78) Pause Full (Heap Inspection Initiated GC) 175M->174M(295M) 252.800ms
[35.871s][info][gc] GC(79) Pause Young (Mixed) (G1 Evacuation Pause) 208M->190M(342M) 20.818ms
"""
HISTOGRAM = """\
 num     #instances         #bytes  class name (module)
-------------------------------------------------------
   1:         76003        9000152  [B (java.base@17.0.15)
   2:            87           7656  akka.actor.ActorCell
1461:             5            120  a.CallEntity$$Lambda$3062/0x00007f2874b621f8
1462:             4             80  a.CallEntity$$Lambda$3063/0x00007f2874b621f9
Total        1000000       90000000
"""


class Jvm(unittest.TestCase):
    def test_the_last_full_collection_tells_what_lives_and_how_long_it_took(self):
        self.assertEqual((174, 252.8), f.full_collection(GC))
        self.assertEqual((0.5, 1.5), f.full_collection("Pause Full (x) 900K->512K(8192K) 1,500ms"))
        self.assertIsNone(f.full_collection(GC.splitlines()[0]))

    def test_the_heap_is_what_it_takes_and_not_what_is_used(self):
        self.assertEqual(295, f.heap_mb(" garbage-first heap   total 302080K, used 179367K [0x0, 0x1)\n  region size 1024K"))

    def test_metaspace_is_what_is_used_and_not_that_of_classes(self):
        self.assertEqual(2, f.metaspace_mb(" Metaspace       used 2048K, committed 4096K\n  class space    used 1K"))

    def test_code_is_that_of_all_heaps_and_never_the_most_there_was(self):
        self.assertEqual(3, f.code_mb("size=9Kb used=1024Kb max_used=9999Kb\nsize=9Kb used=2048Kb max_used=9999Kb"))

    def test_a_histogram_counts_lambdas_of_a_class_together(self):
        self.assertEqual({"[B": (76003, 9000152), "akka.actor.ActorCell": (87, 7656),
                          "a.CallEntity$$Lambda": (9, 200)}, f.histogram(HISTOGRAM))

    def test_what_grew_by_at_least_so_many_is_told_biggest_first(self):
        before = {"a": (10, 100), "b": (10, 100), "c": (10, 100)}
        after = {"a": (15, 150), "b": (14, 900), "c": (2, 20), "d": (5, 500)}
        self.assertEqual([("d", 5, 500), ("a", 5, 50)], f.grown(before, after, 5))

    def test_a_figure_is_summed_over_its_labels_only(self):
        metrics = '# x\nlines_open 2.0\nlines_open_total 9\ncalls{state="a"} 3.0\ncalls{state="b"} 4.0\n'
        self.assertEqual((2, 7), (f.sample_of(metrics, "lines_open"), f.sample_of(metrics, "calls")))


class Slope(unittest.TestCase):
    def test_of_a_line_is_that_of_the_line(self):
        self.assertEqual((3, 3, 3), f.slope([(x, 3 * x + 7) for x in range(10)]))

    def test_is_not_moved_by_a_few_that_are_far_off(self):
        far = [(x, 1000 if x in (2, 9, 10) else 5) for x in range(12)]
        self.assertEqual(0, f.slope(far)[0])

    def test_of_noise_is_within_its_interval(self):
        middle, low, high = f.slope([(x, (-1) ** x * (x % 4 + 1)) for x in range(12)])
        self.assertTrue(low < 0 < high and low <= middle <= high)

    def test_of_fewer_than_five_is_not_told(self):
        self.assertIsNone(f.slope([(x, x) for x in range(4)]))
        self.assertIsNotNone(f.slope([(x, x) for x in range(5)]))

    def test_many_samples_are_fitted_as_medians_of_twelve_stretches(self):
        thin = f.thinned([(x, 100 if x % 10 == 0 else 1) for x in range(60)])
        self.assertEqual((12, 2), (len(thin), thin[0][0]))
        self.assertEqual({1}, {y for _, y in thin})


def run(minutes, **by_minute):
    return [{"minute": m, **{name: of(m) for name, of in by_minute.items()}} for m in range(1, minutes + 1)]


class Verdict(unittest.TestCase):
    def of(self, samples, head):
        return next(v[-1] for v in f.verdicts(samples) if v[0] == head)

    def test_only_what_comes_after_the_first_half_hour_or_third_counts(self):
        self.assertEqual(31, f.settled(run(90))[0]["minute"])
        self.assertEqual(11, f.settled(run(30))[0]["minute"])

    def test_flat_grows_and_not_sure_follow_the_interval(self):
        for growth, verdict in [((1, 0, 8), "flat"), ((9, 8.5, 10), "grows"), ((9, 1, 20), "not sure: longer"),
                                ((1, -9, 9), "not sure: longer"), (None, "too short to tell")]:
            self.assertEqual(verdict, f.told(growth, 8))

    def test_a_leak_of_two_kb_a_call_is_seen_beneath_noise(self):
        heap = lambda m: 150 + (m * 7 % 5) / 2
        self.assertEqual("flat", self.of(run(90, heap_mb=heap), "heap after a full GC MB"))
        self.assertEqual("grows", self.of(run(90, heap_mb=lambda m: heap(m) + m * 80 * 2 / 1024),
                                          "heap after a full GC MB"))

    def test_what_grows_while_getting_warm_is_forgiven(self):
        self.assertEqual("flat", self.of(run(90, rss_mb=lambda m: min(m, 30) * 10), "RSS MB"))
        self.assertEqual("grows", self.of(run(90, rss_mb=lambda m: m * 10), "RSS MB"))

    def test_the_database_is_judged_by_the_call(self):
        calls = lambda m: 80 * m
        self.assertEqual("flat", self.of(run(90, calls=calls, h2_mb=lambda m: calls(m) * 10 / 1024), "H2 KB"))
        self.assertEqual("grows", self.of(run(90, calls=calls, h2_mb=lambda m: calls(m) * 40 / 1024), "H2 KB"))

    def test_heaps_that_are_not_taken_each_minute_are_left_out(self):
        self.assertEqual([(5, 1), (10, 1)], f.points(
            run(10, heap_mb=lambda m: 1 if m % 5 == 0 else None), "minute", "heap_mb"))


class Table(unittest.TestCase):
    def test_has_medians_by_ten_minutes_and_sums_of_counts(self):
        rows = f.table(run(30, threads=lambda m: m, errors=lambda m: 1, calls=lambda m: m, heap_mb=lambda m: None), 30)
        cells = [cell.strip() for cell in rows.splitlines()[2].split("|")]
        heads = [cell.strip() for cell in rows.splitlines()[0].split("|")]
        self.assertEqual(["0–10", "5.50", "10", "10", "–"], [cells[heads.index(h)] for h in (
            "minutes", "threads", "errors", "calls over", "heap after a full GC MB")])
        self.assertEqual(5, len(rows.splitlines()))

    def test_of_a_short_run_is_by_the_minute(self):
        self.assertEqual((1, 1, 10), (f.window(3), f.window(29), f.window(30)))

    def test_a_verdict_that_cannot_be_told_has_no_numbers(self):
        self.assertIn("| – | – | – | 8 | too short to tell |", f.judged(f.verdicts(run(3))))


class LeftBehind(unittest.TestCase):
    BEFORE = {"classes": {"x": (10, 1000), "akka.actor.ActorCell": (80, 80)}, "threads": 40, "fds": 20}

    def of(self, rows=(1000, 1000, 0), classes=None, **after):
        now = {**self.BEFORE, **after, "classes": {**self.BEFORE["classes"], **(classes or {})}}
        return [what for what, *_, holds in f.left_behind(self.BEFORE, now, 1000, rows) if not holds]

    def test_nothing_more_than_before_holds(self):
        self.assertEqual([], self.of())
        self.assertEqual([], self.of(threads=42, fds=22, classes={"x": (109, 1000)}))

    def test_each_thing_that_stays_is_named(self):
        some = "classes with an object more for each tenth call"
        for kept, names in [
            (dict(threads=43), ["threads"]), (dict(fds=23), ["fds"]),
            (dict(classes={"x": (110, 1000)}), [some]),
            (dict(classes={"x": (10, 1000 + 200_001)}), ["heap MB"]),
            (dict(classes={"akka.actor.ActorCell": (83, 80)}), ["ActorCell objects"]),
            (dict(classes={"talkspurt.control.CallEntity": (3, 80)}), ["CallEntity objects"]),
            (dict(rows=(1000, 999, 0)), ["rows of the call log"]),
            (dict(rows=(1000, 1001, 0)), ["rows of the call log"]),
            (dict(rows=(1000, 1000, 1)), ["rows of calls that are not over"]),
        ]:
            self.assertEqual(names, self.of(**kept))

    def test_tables_say_what_does_not_hold(self):
        shown = f.left_table(f.left_behind(self.BEFORE, {**self.BEFORE, "threads": 50}, 1000, (5, 5, 0)))
        self.assertIn("| threads | 40 | 50 | 42 | DOES NOT HOLD |", shown)
        self.assertIn("| x | 3 | 2 |", f.classes_table([("x", 3, 2048)]))


class Callers(unittest.TestCase):
    def test_a_fifth_ask_and_all_kinds_make_twenty(self):
        self.assertEqual(20, sum(share for share, *_ in f.KINDS.values()))
        self.assertEqual(4, f.KINDS["asking"][0])

    def test_calls_turn_over_so_that_as_many_are_there_all_the_time(self):
        self.assertEqual((240, 48, 1000), (f.turnover(300, 12, 15), f.turnover(60, 12, 15), f.turnover(50, 20, 1)))


if __name__ == "__main__":
    unittest.main()
