"""The reader's screen: its panes, its keys, and the work that goes on behind it.

`reader` puts everything together and hands every key to its command (`tui.actions`); `working` tells what goes on and
what went wrong; `asking` is the prompt. Nothing but the app may import from here.
"""
