package io.atomicspring.benchmarks;

import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures one group with one number of threads: interleaved rounds in which the subjects take turns. */
final class GroupRun {

    /** Enough to see each command of an operation, also those that are not part of every one. */
    private static final int WATCHED_OPERATIONS = 50;

    private final Settings settings;
    private final TimeSource time;

    GroupRun(Settings settings, TimeSource time) {
        this.settings = settings;
        this.time = time;
    }

    GroupResult measure(Group group, int threads) throws Exception {
        try (Setup setup = group.setup().open();
                Crew crew = new Crew(threads, time)) {
            List<Contestant> contestants = new ArrayList<>();
            try {
                for (Subject subject : setup.subjects()) {
                    contestants.add(new Contestant(subject));
                    subject.open(threads);
                }
                for (Contestant contestant : contestants) {
                    contestant.warmUp(crew, setup.server());
                }
                for (int round = 0; round < settings.rounds(); round++) {
                    for (int turn : Rotation.order(contestants.size(), round)) {
                        contestants.get(turn).takeTurn(crew, settings.slice(), setup.server());
                    }
                }
                for (Contestant contestant : contestants) {
                    contestant.subject.verify(contestant.done);
                }
            } finally {
                for (Contestant contestant : contestants) {
                    contestant.subject.close();
                }
            }
            return new GroupResult(
                    group.name(),
                    group.operation(),
                    threads,
                    setup.server().description(),
                    contestants.stream().map(Contestant::result).toList());
        }
    }

    /** A subject and what it achieved so far. */
    private final class Contestant {

        final Subject subject;
        final List<Slice> slices = new ArrayList<>();
        SentShares shares = new SentShares(Map.of());
        long done;

        Contestant(Subject subject) {
            this.subject = subject;
        }

        void warmUp(Crew crew, MeasuredServer server) throws Exception {
            done += crew.work(subject, settings.warmUp(), server).done();
            shares = server.watch(() -> {
                for (int i = 0; i < WATCHED_OPERATIONS; i++) {
                    subject.run(0);
                }
            });
            done += WATCHED_OPERATIONS;
        }

        void takeTurn(Crew crew, Duration length, MeasuredServer server) throws Exception {
            Slice slice = crew.work(subject, length, server);
            done += slice.done();
            slices.add(slice);
        }

        SubjectResult result() {
            return new SubjectResult(subject.name(), List.copyOf(slices), shares);
        }
    }
}
