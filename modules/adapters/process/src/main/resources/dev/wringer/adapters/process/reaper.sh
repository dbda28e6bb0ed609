# Ends the services when Wringer cannot: its standard input is a pipe from Wringer, and the end of that file means that
# Wringer is gone, whatever the reason. What runs is kept as " pid@starttime ..." in $ledger.
trap '' HUP INT TERM QUIT PIPE

# Fields of /proc/PID/stat from the state on, one word each; nothing if there is no such process.
fields() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) && printf '%s' "${stat##*) }"
}

# When process $1 began: field 22 of its line, the 20th from the state on.
began() {
  set -- $(fields "$1")
  printf '%s' "${20}"
}

mark="WRINGER_SERVICE=$$@$(began $$)/"
ledger=''
word=''

strike() {
  kept=''
  for entry in $ledger; do
    [ "${entry%@*}" = "$1" ] || kept="$kept $entry"
  done
  ledger=$kept
}

# Groups whose number still means what it meant: its leader is the one we know, or is gone and left others behind.
groups() {
  for entry in $ledger; do
    now=$(began "${entry%@*}")
    [ -z "$now" ] || [ "$now" = "${entry#*@}" ] && printf '%s ' "${entry%@*}"
  done
}

# Every process in the group or session of a service, or marked as one.
victims() {
  ours=" $(groups)"
  for folder in /proc/[0-9]*; do
    set -- $(fields "${folder#/proc/}")
    # A zombie cannot be killed again.
    [ $# -lt 4 ] || [ "$1" = Z ] && continue
    case $ours in *" $3 "* | *" $4 "*) printf '%s ' "${folder#/proc/}" ;; esac
  done
  for file in $(grep -lzs "^$mark" /proc/[0-9]*/environ); do
    pid=${file#/proc/}
    printf '%s ' "${pid%/environ}"
  done
}

while read -r word pid start; do
  case $word in
    start) ledger="$ledger $pid@$start" ;;
    end) strike "$pid" ;;
    quit) break ;;
  esac
done
[ "$word" = quit ] && [ -z "$ledger" ] && exit 0

found=$(victims)
[ -n "$found" ] && kill -TERM $found 2>/dev/null && kill -CONT $found 2>/dev/null
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  found=$(victims)
  [ -z "$found" ] && exit 0
  sleep 0.1
done
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  kill -KILL $found 2>/dev/null
  sleep 0.1
  found=$(victims)
  [ -z "$found" ] && exit 0
done
exit 1
