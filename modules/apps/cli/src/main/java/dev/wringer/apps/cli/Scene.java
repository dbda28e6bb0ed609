package dev.wringer.apps.cli;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.engine.run.Progress;
import dev.wringer.engine.run.Progress.ActiveFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known to whoever watches, brought up to date by each piece of progress. */
final class Scene {
    private Duration elapsed = Duration.ZERO;
    private Duration interval = Duration.ofSeconds(1);
    private List<EndpointInterval> endpoints = List.of();
    private SortedMap<String, Long> sessions = new TreeMap<>();
    private List<Finding> findings = List.of();
    private Optional<Window> window = Optional.empty();
    private Progress.Faults faults = new Progress.Faults(List.of(), Optional.empty());
    private long windowCount;
    private long requests;
    private long errors;

    void update(Progress.Interval latest) {
        elapsed = latest.elapsed();
        interval = latest.interval();
        endpoints = latest.endpoints();
        sessions = latest.sessionsOpen();
        for (EndpointInterval endpoint : endpoints) {
            requests += endpoint.finished();
            errors += endpoint.errors();
        }
    }

    void update(Progress.Judged latest) {
        window = Optional.of(latest.window());
        windowCount = latest.windowCount();
        findings = latest.findings();
    }

    /** What is new, a line each. */
    List<String> update(Progress.Faults latest) {
        List<String> news = new ArrayList<>();
        for (ActiveFault before : faults.active()) {
            String id = before.planned().id();
            Optional<ActiveFault> now = latest.active().stream()
                    .filter(fault -> fault.planned().id().equals(id))
                    .findFirst();
            if (now.isEmpty()) {
                news.add("fault " + id + " is over");
            } else if (now.get().confirmed() && !before.confirmed()) {
                news.add("fault " + id + " is confirmed");
            } else if (now.get().recovering() && !before.recovering()) {
                news.add("fault " + id + " is gone, the system recovers");
            }
        }
        faults = latest;
        return news;
    }

    Progress.Faults faults() {
        return faults;
    }

    Duration elapsed() {
        return elapsed;
    }

    Duration interval() {
        return interval;
    }

    List<EndpointInterval> endpoints() {
        return endpoints;
    }

    long sessionsOpen() {
        return sessions.values().stream().mapToLong(Long::longValue).sum();
    }

    List<Finding> findings() {
        return findings;
    }

    Optional<Window> window() {
        return window;
    }

    long windowCount() {
        return windowCount;
    }

    long requests() {
        return requests;
    }

    long errors() {
        return errors;
    }

    List<ServiceInterval> services() {
        return window.map(Window::services).orElse(List.of());
    }
}
