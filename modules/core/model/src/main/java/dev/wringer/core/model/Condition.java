package dev.wringer.core.model;

/** What a value is held against, in the unit of its series: {@code < 1000}. */
public record Condition(Comparison comparison, double than) {
    /** How a value is compared. */
    public enum Comparison {
        BELOW("<"),
        AT_MOST("<="),
        ABOVE(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    public boolean holds(double value) {
        return switch (comparison) {
            case BELOW -> value < than;
            case AT_MOST -> value <= than;
            case ABOVE -> value > than;
            case AT_LEAST -> value >= than;
        };
    }

    /** True for a condition that large values meet. */
    public boolean wantsLarge() {
        return comparison == Comparison.ABOVE || comparison == Comparison.AT_LEAST;
    }
}
