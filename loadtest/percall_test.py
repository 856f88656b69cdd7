"""Tests of percall_figures: cd loadtest && python3 -m unittest percall_test"""
import unittest

import percall_figures as f

STAT = "4711 (C2 (Compiler) x) S 1 4711 4711 0 -1 4194304 1 2 3 4 {} {} 7 8 20 0 40 0 99 100 200 300"
STATUS = "Name:\tjava\nVmHWM:\t  9999 kB\nVmRSS:\t  2048 kB\nvoluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t3\n"


class OfTheKernel(unittest.TestCase):
    def test_cpu_is_user_and_system_whatever_the_name_is(self):
        self.assertEqual(150, f.cpu_ticks(STAT.format(100, 50)))
        self.assertEqual("C2 (Compiler) x", f.name_of(STAT))

    def test_reads_a_status(self):
        self.assertEqual((12, 3), f.switches(STATUS))
        self.assertEqual(2, f.rss_mb(STATUS))

    def test_the_machine_works_where_it_is_neither_idle_nor_stolen(self):
        self.assertEqual((1 + 2 + 4 + 32 + 64, 128), f.machine_ticks("cpu  1 2 4 8 16 32 64 128 256 512\ncpu0 9"))

    def test_a_thread_that_began_counts_from_nothing_and_one_that_ended_does_not(self):
        before = {1: (100, 10), 2: (50, 5)}
        after = {1: (130, 12), 3: (7, 1)}
        self.assertEqual((37, 3), f.switched(before, after))

    def test_names_others_that_take_more_than_a_fifth_of_a_core(self):
        def stats(**ticks):
            return {pid: STAT.format(n, 0).replace("C2 (Compiler) x", pid) for pid, n in ticks.items()}

        before = stats(maven=1000, quiet=0, own=0, least=0)
        after = stats(maven=1100, quiet=39, own=200, least=41, fresh=500)
        self.assertEqual([(0.5, "maven", "maven"), (0.205, "least", "least")],
                         f.busy_processes(before, after, 2, 100, own=("own",)))

    def test_a_process_that_took_over_a_number_is_another(self):
        before = {"5": "5 (a) S" + STAT.format(0, 0).rpartition(")")[2][2:]}
        after = {"5": "5 (b) S" + STAT.format(500, 0).rpartition(")")[2][2:]}
        self.assertEqual([], f.busy_processes(before, after, 2, 100))


G1 = """4711:
 garbage-first heap   total 262144K, used 1024K [0x00000000c0000000, 0x0000000100000000)
  region size 1024K, 12 young (12288K), 2 survivors (2048K)
 Metaspace       used 81330K, committed 81632K, reserved 1114112K
"""
SERIAL = """4711:
 def new generation   total 78656K, used 2048K [0x1, 0x2, 0x3)
  eden space 69952K,  16% used [0x1, 0x2, 0x3)
 tenured generation   total 174784K, used 1024K [0x1, 0x2, 0x3)
 Metaspace       used 21330K, committed 21632K, reserved 1114112K
"""
LOG = """[1.0s][info][gc] Using G1
[2.0s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 100M->20M(256M) 3.1ms
[3.0s][info][gc] GC(1) Pause Young (Concurrent Start) (Metadata GC Threshold) 60M->30M(256M) 3.1ms
[3.0s][info][gc] GC(2) Concurrent Mark Cycle
[3.1s][info][gc] GC(2) Pause Remark 33M->31M(256M) 2.0ms
[3.1s][info][gc] GC(2) Pause Cleanup 31M->31M(256M) 0.1ms
[3.2s][info][gc] GC(2) Concurrent Mark Cycle 90.1ms
[4.0s][info][gc] GC(3) Pause Full (G1 Compaction Pause) 1G->1000M(1024M) 90.1ms
"""


class OfTheJvm(unittest.TestCase):
    def test_the_heap_is_all_its_generations_and_not_the_metaspace(self):
        self.assertEqual(f.MB, f.heap_used(G1))
        self.assertEqual(3 * f.MB, f.heap_used(SERIAL))
        with self.assertRaises(ValueError):
            f.heap_used("4711:\nno such process")

    def test_counts_young_collections_and_what_all_freed(self):
        self.assertEqual((2, (80 + 30 + 2 + 24) * f.MB), f.collections(LOG))
        self.assertEqual((0, 0), f.collections(""))

    def test_allocated_is_growth_and_what_was_freed(self):
        self.assertEqual(115, f.allocated(50, 65, 100))
        self.assertEqual(10, f.allocated(50, 0, 60))


class Figures(unittest.TestCase):
    def test_are_per_second_of_a_call(self):
        self.assertEqual({"cpu_ms": 15, "switches": 10}, f.per_call(20, 10, 3, (1500, 500)))
        used, log = f.MB, "Pause Young (Normal) 100M->0M(256M) 1ms"
        self.assertEqual({"alloc_mb": 0.5, "young_gc": 0.5}, f.of_heap(10, 20, used, used, log))

    def test_without_calls_are_per_second_and_only_who_had_waited_wakes_up(self):
        self.assertEqual({"idle_cpu_ms": 50, "idle_wakeups": 100}, f.per_second(10, 0.5, (1000, 500)))

    def test_others_have_what_neither_engine_nor_harness_had(self):
        self.assertEqual({"harness_percent": 20, "others_percent": 30, "stolen_percent": 10},
                         f.of_machine(10, 5, 2, 10, 1))
        self.assertEqual(0, f.of_machine(10, 5, 2, 6.9, 0)["others_percent"])

    def test_takes_what_callers_heard_from_their_report(self):
        report = {
            "interval_ms": {"p50": 20, "p99": 25, "max": 40}, "frames_lost": 3, "lead_ms": {"p50": 0, "p99": 7},
            "first_sound_ms": {"p50": 66}, "barge_in_to_silence_ms": {"voice": {"p50": 112, "p95": 192}, "dtmf": {}},
            "own_lateness_ms": {"p50": 0.5, "p99": 1},
            "answer_ms": {"p50": 730, "p95": 900, "max": 950, "answered": 9, "unanswered": 2},
        }
        self.assertEqual([20, 25, 40, 3, 7, 66, 112, 192, 730, 900, 950, 2, 1], list(f.of_callers(report).values()))

    def test_a_call_fails_unless_its_caller_ends_it(self):
        well = {"calls_failed": 0, "calls_without_audio": 0, "ended_by": {"caller": 20}, "protocol_errors": {}}
        self.assertEqual([], f.problems(well))
        for wrong in ({"calls_failed": 1}, {"calls_without_audio": 1}, {"ended_by": {"caller": 19, "engine": 1}},
                      {"ended_by": {"caller": 19, "reset": 1}},
                      {"protocol_errors": {"audio_empty": 1}}):
            self.assertEqual(1, len(f.problems({**well, **wrong})), wrong)

    def test_every_column_but_those_of_a_window_has_a_source(self):
        made = {*f.per_call(1, 1, 1, (1, 1)), *f.per_second(1, 1, (1, 1)), *f.of_heap(1, 1, 0, 0, ""),
                *f.of_machine(1, 1, 1, 1, 1)}
        heard = {n for n, _, _ in f.COLUMNS if n.startswith(("gap", "frames", "lead", "first", "barge", "own", "answer", "unanswered"))}
        self.assertEqual({n for n, _, _ in f.COLUMNS}, made | heard | {"rss_ready_mb", "rss_end_mb", "load_before", "not_heard"})

    def test_counts_what_the_embedded_recogniser_did_not_make_words_of(self):
        metrics = """# TYPE talkspurt_provider_failures counter
talkspurt_provider_failures_total{kind="OVERLOADED",provider="embedded"} 2.0
talkspurt_provider_failures_total{kind="TOO_SLOW",provider="embedded"} 3.0
talkspurt_provider_failures_total{kind="TOO_SLOW",provider="vosk"} 4.0
talkspurt_recognizer_late_total 5.0
"""
        self.assertEqual(5, f.not_heard(metrics))
        self.assertEqual(0, f.not_heard(""))


class Tables(unittest.TestCase):
    def setUp(self):
        def reading(jar, calls, cpu, barge_in=None):
            return {"jar": jar, "calls": calls, "figures": {"cpu_ms": cpu, "lead_p99_ms": 4, "barge_in_p50_ms": barge_in}}

        self.middle = f.medians([reading("old", 20, 30), reading("new", 20, 3), reading("old", 20, 40, 110),
                                 reading("new", 20, 5), reading("old", 20, 90), reading("new", 20, 4)])

    def test_medians_are_of_what_is_known(self):
        self.assertEqual(2.5, f.median([4, None, 1]))
        self.assertIsNone(f.median([None]))
        self.assertEqual(40, self.middle["old", 20]["cpu_ms"])
        self.assertEqual(4, self.middle["new", 20]["cpu_ms"])
        self.assertEqual(110, self.middle["old", 20]["barge_in_p50_ms"])
        self.assertIsNone(self.middle["new", 20]["barge_in_p50_ms"])

    def test_numbers_are_short(self):
        shown = {None: "–", 0: "0", 20.0: "20", 1.234: "1.23", 12.345: "12.3", 123.45: "123", -0.25: "-0.25"}
        for value, text in shown.items():
            self.assertEqual(text, f.shown(value))

    def test_one_row_a_number_of_calls(self):
        lines = f.table({("new", 20): self.middle["new", 20], ("new", 40): self.middle["new", 20],
                         ("old", 20): self.middle["old", 20]}, "new").splitlines()
        self.assertEqual(4, len(lines))
        for line, begins in zip((0, 2, 3), ("| calls | CPU ms/s a call | alloc", "| 20 | 4 | – |", "| 40 | 4 |")):
            self.assertEqual(begins, lines[line][:len(begins)])
        self.assertEqual(1, len({line.count("|") for line in lines}))

    def test_new_stands_beside_old_with_its_share_of_it(self):
        lines = f.comparison(self.middle).splitlines()
        self.assertEqual("| calls | figure | old | new | new/old |", lines[0])
        self.assertEqual("| 20 | CPU ms/s a call | 40 | 4 | 0.10 |", lines[2])
        self.assertIn("| 20 | barge-in p50 ms | 110 | – | – |", lines)
        self.assertIn("| 20 | lead p99 ms | 4 | 4 |  |", lines)
        self.assertIsNone(f.ratio(4, 0))

    def test_engines_of_other_names_are_compared_too(self):
        middle = {("off", 20): self.middle["old", 20], ("on", 20): self.middle["new", 20], ("on", 40): self.middle["new", 20]}
        lines = f.comparison(middle, "off", "on").splitlines()
        self.assertEqual("| calls | figure | off | on | on/off |", lines[0])
        self.assertEqual("| 20 | CPU ms/s a call | 40 | 4 | 0.10 |", lines[2])
        self.assertEqual(2 + len(f.COLUMNS), len(lines))

    def test_each_engine_has_its_share_of_the_first(self):
        middle = {("off", 20): self.middle["old", 20], ("spans", 20): self.middle["new", 20]}
        self.assertEqual(["| 20 | off | 40 | 1 |", "| 20 | spans | 4 | 0.10 |"], f.shares(middle, "off").splitlines()[2:])

    def test_jars_are_measured_in_turns(self):
        self.assertEqual([(20, "old", 1), (20, "new", 1), (20, "old", 2), (20, "new", 2), (40, "old", 1)],
                         f.in_turns([20, 40], ["old", "new"], 2)[:5])

    def test_callers_speak_while_there_is_time_to_hear_what_comes_of_it(self):
        self.assertEqual([12], f.cues(12, 0, 75))
        self.assertEqual([12], f.cues(12, 0, 15))
        self.assertEqual([], f.cues(12, 0, 14))
        self.assertEqual([3, 13, 23], f.cues(3, 10, 26))


if __name__ == "__main__":
    unittest.main()
