package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.InvalidValue;
import java.util.Optional;

/** Reads what a run is compared with. */
final class BaselineSection {
    static final Key<Optional<String>> SERVICE =
            Key.optional("service", Syntaxes.TEXT, "green", "goes with `control`: the service that is judged");
    static final Key<Optional<String>> CONTROL = Key.optional(
            "control",
            Syntaxes.TEXT,
            "blue",
            "the service of the same run to compare with; without it, the run given with `--baseline`");
    private static final Key<Double> PERCENTILE =
            Key.usual("percentile", Syntaxes.NUMBER, "95", "99", "of the response time that is compared");
    private static final Key<Double> SLOWER_BY =
            Key.usual("slower-by", Syntaxes.PERCENTAGE, "10%", "5%", "by so much it may be higher");
    private static final Key<Double> MORE_ERRORS_BY =
            Key.usual("more-errors-by", Syntaxes.PERCENTAGE, "0.1%", "0.5%", "by so much the error rate may be higher");
    private static final Key<Boolean> FAIL =
            Key.usual("fail", Syntaxes.FLAG, "false", "true", "worse fails the run; else it warns");
    static final SectionKeys KEYS = SectionKeys.of(
            "baseline",
            "No worse than an earlier run, or than another service in the same windows, endpoint by endpoint.",
            SERVICE,
            CONTROL,
            PERCENTILE,
            SLOWER_BY,
            MORE_ERRORS_BY,
            FAIL);

    private BaselineSection() {}

    static Entry<Criterion> read(Section section) {
        Entry<Optional<String>> service = section.read(SERVICE);
        Entry<Optional<String>> control = section.read(CONTROL);
        Entry<Double> percentile = section.read(PERCENTILE);
        Entry<Double> slowerBy = section.read(SLOWER_BY);
        Entry<Double> moreErrorsBy = section.read(MORE_ERRORS_BY);
        Entry<Boolean> fail = section.read(FAIL);
        return section.build(() -> {
            if (service.value().isPresent() != control.value().isPresent()) {
                throw new InvalidValue("", "`service` or `control` alone", "both, or neither");
            }
            Optional<Criterion.Control> pair = service.value()
                    .map(one -> new Criterion.Control(one, control.value().orElseThrow()));
            return new Criterion.NoWorse(
                    pair, percentile.value(), slowerBy.value(), moreErrorsBy.value(), fail.value());
        });
    }
}
