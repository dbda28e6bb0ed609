# Ends the services when Wringer cannot: its standard input is a pipe from Wringer, and the end of that file means that
# Wringer is gone, whatever the reason. The faults in the ledger $1 are undone first, if there is one. What runs is kept as
# " pid@starttime ..." in $ledger. Looking through the process table forks nothing: the host may be out of everything.
# Follows undo.sh.

strike() {
  kept=''
  for entry in $ledger; do
    [ "${entry%@*}" = "$1" ] || kept="$kept $entry"
  done
  ledger=$kept
}

# Sets groups: those whose number still means what it meant. The leader is the one we know, or is gone and left others behind.
find_groups() {
  groups=' '
  for entry in $ledger; do
    look "${entry%@*}"
    [ -z "$began" ] || [ "$began" = "${entry#*@}" ] && groups="$groups${entry%@*} "
  done
}

# Sets victims: every process in the group or session of a service, or marked as one.
find_victims() {
  victims=''
  find_groups
  for folder in /proc/[0-9]*; do
    pid=${folder#/proc/}
    # The dead cannot be killed again.
    look "$pid" && [ "$state" != Z ] || continue
    case $groups in *" $group "* | *" $session "*) victims="$victims $pid" ;; esac
  done
  for file in $(grep -lzs "^$mark" /proc/[0-9]*/environ); do
    pid=${file#/proc/}
    victims="$victims ${pid%/environ}"
  done
}

look $$
mark="WRINGER_SERVICE=$$@$began/"
ledger=''
word=''
while read -r word pid start; do
  case $word in
    start) ledger="$ledger $pid@$start" ;;
    end) strike "$pid" ;;
    quit) break ;;
  esac
done
faults=${1-}
undo_ledger "$faults"
[ "$word" = quit ] && [ -z "$ledger" ] && exit 0

find_victims
# A stopped process acts on a signal only when it goes on.
[ -n "$victims" ] && kill -TERM $victims && kill -CONT $victims
for attempt in 1 2 3; do
  find_victims
  [ -z "$victims" ] && break
  sleep 0.1
done
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  [ -z "$victims" ] && break
  kill -KILL $victims
  sleep 0.05
  find_victims
done
# A group that held a service can be removed now.
undo_ledger "$faults"
[ -z "$victims" ]
