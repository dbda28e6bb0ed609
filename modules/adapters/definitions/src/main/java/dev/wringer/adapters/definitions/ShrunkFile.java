package dev.wringer.adapters.definitions;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Seed;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A simulation file that fails by itself, in virtual time: an earlier one with exactly these faults instead of its plan. Relative
 * paths in it are those of the original, so it belongs into the same folder.
 *
 * @param resolved the original, as {@link Read.Valid} has it
 * @param schedule the faults, each of which becomes an entry of its own
 * @param load by which the load of the original is multiplied ({@link LoadShare}), above 0
 * @param header lines of a comment at the top, without the sign of a comment: what it shows, and the command that replays it
 */
public record ShrunkFile(
        String resolved, List<PlannedFault> schedule, double load, Duration duration, Seed seed, List<String> header) {
    private static final ConfigRenderOptions AS_A_PERSON_WOULD = ConfigRenderOptions.defaults()
            .setOriginComments(false)
            .setComments(false)
            .setJson(false);

    public ShrunkFile {
        schedule = List.copyOf(schedule);
        header = List.copyOf(header);
    }

    /** The whole file. */
    public String text() {
        Config original = ConfigFactory.parseString(
                resolved, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
        double before = original.hasPath("load") ? Quantities.percentage(original.getString("load")) : 1;
        Config shrunk = original.withoutPath("faults.plan")
                .withValue("faults.plan", plan())
                .withValue("load", text(Quantities.written(before * load)))
                .withValue("duration", text(Quantities.written(duration)))
                .withValue("seed", ConfigValueFactory.fromAnyRef(seed.value()))
                .withValue("clock", text(ClockKind.VIRTUAL.word()));
        return header.stream().map(line -> "# " + line + "\n").collect(Collectors.joining())
                + shrunk.atKey("simulation").root().render(AS_A_PERSON_WOULD);
    }

    private ConfigValue plan() {
        SortedMap<String, Object> entries = new TreeMap<>();
        schedule.forEach(fault -> entries.put(fault.id(), FaultText.entry(fault)));
        return ConfigValueFactory.fromMap(entries);
    }

    private static ConfigValue text(String value) {
        return ConfigValueFactory.fromAnyRef(value);
    }
}
